import { failureFacts } from '../model/failure.ts';
import { printableLine } from '../model/printable-text.ts';
import { exitCodeOf } from '../present/exit-code.ts';
import { runOperation } from '../runner/run.ts';
import { type CreateHost, openServer } from './open-server.ts';
import { describeError } from './tell-failure.ts';

/** Carries a stored operation out in this process, and gives its outcome as the exit code; an error of the runner itself is told. */
export async function runStored(root: string, id: string, createHost: CreateHost, tell: (line: string) => void): Promise<number> {
	try {
		return exitCodeOf(await runOperation((await openServer(root, createHost)).workplace, id));
	} catch (error) {
		for (const line of describeError(error)) tell(printableLine(line));
		return exitCodeOf(failureFacts(error).kind);
	}
}
