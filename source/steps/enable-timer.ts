import type { Command } from '../host/host.ts';
import { Failure } from '../model/failure.ts';
import type { DataOf, StepContext, StepDefinition, Zod } from './step.ts';

const enableTimerData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('enable-timer'),
		/** systemd's unit: `berth-certificates.timer`. */
		unit: z.string(),
		/** It was enabled already. */
		existed: z.boolean(),
	});

/** Lets systemd read its units anew, and start one now and with the machine. */
export type EnableTimer = DataOf<typeof enableTimerData>;

const limit = 30_000;

export const enableTimer: StepDefinition<EnableTimer> = {
	kind: 'enable-timer',
	data: enableTimerData,
	group: 'Prepare',
	words: ({ unit }) => `Let systemd start ${unit} now and with the machine`,
	async perform({ unit }, context) {
		await systemctl(['daemon-reload'], context);
		await systemctl(['enable', '--now', unit], context);
		return undefined;
	},
	undo: {
		policy: 'reverse',
		words: ({ unit, existed }) => (existed ? `Leave ${unit} as it was` : `Stop ${unit} again`),
		async perform({ unit, existed }, context) {
			if (!existed) await systemctl(['disable', '--now', unit], context);
		},
	},
	onFailure: 'undo',
};

async function systemctl(words: readonly string[], { host, signal }: StepContext): Promise<void> {
	const command: Command = ['systemctl', ...words];
	const { code, stderr } = await host.commands.run(command, { timeout: limit, signal });
	if (code === 0) return;
	const output = stderr
		.split('\n')
		.filter((line) => line !== '')
		.slice(-5);
	const why = `\`${command.join(' ')}\` ended with exit code ${code}`;
	throw new Failure({ kind: 'external', what: 'systemd did not take the timer', why, next: 'Look at its words below', output });
}
