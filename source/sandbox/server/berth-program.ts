import type { Outcome, Proof } from '../../journal/records.ts';
import { Failure, type FailureFacts } from '../../model/failure.ts';
import type { RunningOperation } from '../../model/snapshot.ts';
import type { SandboxSession } from '../program/session.ts';

/** What `berth … --json` told. */
export interface Told {
	readonly code: number;
	readonly outcome?: Outcome;
	readonly proof?: Proof;
	/** Why the operation failed. */
	readonly failure?: FailureFacts;
	/** Why nothing was begun. */
	readonly error?: FailureFacts;
}

/** What `berth status --json` says, as far as the sandbox reads it. */
export interface ServerStatus {
	readonly proxy: { readonly running: boolean };
	readonly projects: readonly ProjectStatus[];
}

export interface ProjectStatus {
	readonly name: string;
	readonly healthy: number;
	readonly wanted: number;
	/** The live release; absent before the first deploy. */
	readonly release?: string;
	readonly operation?: RunningOperation;
}

/** No single command may take longer, ms. */
const limit = 300_000;

/** Runs the real command on the sandbox's server, as an operator would. */
export async function runBerth({ commands, place }: SandboxSession, ...words: readonly string[]): Promise<Told> {
	const command = [process.execPath, place.program, ...words, '--root', place.root, '--json'] as const;
	const { code, stdout, stderr } = await commands.run(command, { timeout: limit });
	try {
		return { ...(JSON.parse(stdout) as Omit<Told, 'code'>), code };
	} catch {
		throw new Failure({
			kind: 'external',
			what: `berth ${words.slice(0, 2).join(' ')} ended with code ${code} and without an answer`,
			output: `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== ''),
		});
	}
}

/** The same; throws the command's own failure unless it ends well. */
export async function mustBerth(session: SandboxSession, ...words: readonly string[]): Promise<Told> {
	const told = await runBerth(session, ...words);
	if (told.code === 0) return told;
	const facts = told.error ?? told.failure;
	const what = `berth ${words.slice(0, 2).join(' ')} ended with code ${told.code}`;
	throw new Failure(facts === undefined ? { kind: 'external', what } : { ...facts, why: joined(facts), what });
}

/** What the server looks like now. */
export async function serverStatus(session: SandboxSession): Promise<ServerStatus> {
	return (await mustBerth(session, 'status')) as unknown as ServerStatus;
}

function joined({ what, why }: FailureFacts): string {
	return why === undefined ? what : `${what}: ${why}`;
}
