import type { Command } from './host.ts';

/**
 * systemd-run's words for a runner. Only the runner itself gets SIGTERM when the unit is stopped (`mixed`): the commands it
 * needs to undo its work go on. `exec`: a program that cannot be started is told at once. Every user of the machine can read these
 * words: `env` has no secret.
 */
export function transientUnit(
	command: readonly [string, ...string[]],
	unit: string,
	logPath: string,
	directory: string,
	env: NodeJS.ProcessEnv,
): Command {
	const variables = Object.entries(env).filter(([, value]) => value !== undefined);
	return [
		'systemd-run',
		'--collect',
		'--quiet',
		`--unit=${unit}`,
		'--service-type=exec',
		`--working-directory=${directory}`,
		'--property=KillMode=mixed',
		`--property=StandardOutput=append:${logPath}`,
		`--property=StandardError=append:${logPath}`,
		...variables.map(([name, value]) => `--setenv=${name}=${value}`),
		'--',
		...command,
	];
}
