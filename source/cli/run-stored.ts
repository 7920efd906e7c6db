import { exitCodeOf } from '../present/exit-code.ts';
import type { Session } from './session.ts';

/** The runner's own process: carries a stored operation out and gives its outcome as the exit code. */
export async function runStored(session: Session, id: string): Promise<number> {
	const { host, layout, settings } = await session.server();
	const { runOperation } = await import('../runner/run.ts');
	return exitCodeOf(await runOperation({ host, layout, settings }, id));
}
