import { Failure } from '../model/failure.ts';
import { formatDuration } from '../model/format.ts';
import { requireMounts } from './mounts.ts';
import { composeAccess } from './shapes.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const migrateData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('migrate'),
		project: z.string(),
		version: z.string(),
		compose: composeAccess(z),
		service: z.string(),
		container: z.string(),
		command: z.array(z.string()),
		/** Milliseconds. */
		timeout: z.number(),
	});

/** Runs the migrations once, in one container of the new image. */
export type Migrate = DataOf<typeof migrateData>;

/** Lines of the app's output that an error carries. */
const lastLines = 20;

export const migrate: StepDefinition<Migrate> = {
	kind: 'migrate',
	data: migrateData,
	group: 'Prepare',
	words: ({ version, command, timeout }) => `Run migrations once in ${version}: ${command.join(' ')} (at most ${formatDuration(timeout)})`,
	async perform(data, { host, report, signal }) {
		// A container of an earlier, killed attempt would keep the name.
		await host.docker.remove(data.container);
		await requireMounts(host, data.compose);
		const lines: string[] = [];
		const onLine = (line: string) => {
			lines.push(line);
			report(line);
		};
		const code = await run();
		if (code === 0) return { lines: lines.length };
		throw failed(data, `it ended with exit code ${code}`, lines);

		async function run(): Promise<number> {
			try {
				const options = { timeout: data.timeout, signal, onLine };
				return (await host.compose.runOnce(data.compose, data.service, data.container, options)).code;
			} catch (error) {
				await host.docker.remove(data.container);
				if (signal.aborted) throw error;
				throw failed(data, error instanceof Error ? error.message : String(error), lines);
			}
		}
	},
	undo: {
		policy: 'reverse',
		words: () => 'Remove what is left of the migration’s container; what it did to the database stays',
		async perform(data, { host }) {
			await host.docker.remove(data.container);
		},
	},
	onFailure: 'undo',
};

function failed(data: Migrate, why: string, lines: readonly string[]): Failure {
	return new Failure({
		kind: 'external',
		what: `The migrations of ${data.project} ${data.version} failed`,
		why: `\`${data.command.join(' ')}\`: ${why}`,
		next: 'No traffic was moved. Correct the migration and deploy again; look at the database if it was stopped half-way',
		output: lines.slice(-lastLines),
	});
}
