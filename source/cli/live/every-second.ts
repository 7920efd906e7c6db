import type { Session } from '../session.ts';

/**
 * Does the work once a second until ctrl-C, or until nobody reads what is printed. Gives 0: there is no other way to end it,
 * and `top` and `docker stats` take it for no failure either.
 */
export async function everySecond(session: Session, work: () => Promise<void>): Promise<number> {
	return untilInterrupted(session, async (signal) => {
		const { host } = await session.server();
		while (!signal.aborted) {
			await work();
			await host.clock.sleep(1000, signal).catch(() => undefined);
		}
	});
}

/** Does work that goes on until its signal is aborted, by ctrl-C or because nobody reads any more. Gives 0. */
export async function untilInterrupted({ context }: Session, work: (signal: AbortSignal) => Promise<void>): Promise<number> {
	const over = new AbortController();
	const ends = [context.onInterrupt(() => over.abort()), context.onReaderGone(() => over.abort())];
	try {
		await work(over.signal);
		return 0;
	} finally {
		for (const end of ends) end();
	}
}
