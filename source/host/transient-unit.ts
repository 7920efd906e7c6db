import type { Command } from './host.ts';

/** What a runner needs of the environment it is started from. */
const passed = /^(DOCKER_HOST|DOCKER_CONFIG|BERTH_\w+|PATH|HOME|USER|SUDO_USER|LANG|TZ|NODE_COMPILE_CACHE)$/;
/** Arguments are seen by every user of the machine: what sounds like a secret stays behind. */
const secretive = /SECRET|TOKEN|PASS|KEY|CREDENTIAL|WEBHOOK/;

/**
 * systemd-run's words for a runner. Only the runner itself gets SIGTERM when the unit is stopped (`mixed`): the commands it
 * needs to undo its work go on. `exec`: a program that cannot be started is told at once.
 */
export function transientUnit(
	command: readonly [string, ...string[]],
	unit: string,
	logPath: string,
	directory: string,
	env: NodeJS.ProcessEnv,
): Command {
	const variables = Object.entries(env).filter(([name, value]) => value !== undefined && passed.test(name) && !secretive.test(name));
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
