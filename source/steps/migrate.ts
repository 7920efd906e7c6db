import { Failure } from '../model/failure.ts';
import { formatDuration } from '../model/format.ts';
import { requireMounts } from './mounts.ts';
import type { ComposeAccess, StepDefinition } from './step.ts';

/** Runs the migrations once, in one container of the new image. */
export interface Migrate {
	readonly kind: 'migrate';
	readonly project: string;
	readonly version: string;
	readonly compose: ComposeAccess;
	readonly service: string;
	readonly container: string;
	readonly command: readonly string[];
	/** Milliseconds. */
	readonly timeout: number;
}

/** Lines of the app's output that an error carries. */
const lastLines = 20;

export const migrate: StepDefinition<Migrate> = {
	kind: 'migrate',
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
