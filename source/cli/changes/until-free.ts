import { busyFailure, isBusy, readOwner } from '../../journal/owner.ts';
import { Failure } from '../../model/failure.ts';
import { formatDuration } from '../../model/format.ts';
import { type Intent, projectOf } from '../../operations/plan.ts';
import type { Session } from '../session.ts';

/** Between two looks at a project that is busy, in ms. */
const pollEvery = 500;

/**
 * Tries until the project is free, for `wait` ms at most. An attempt ends with an exit code, or with the failure that nothing was
 * changed because somebody else is, or meanwhile was, busy: then it is planned anew.
 */
export async function untilFree(
	session: Session,
	intent: Intent,
	wait: number | undefined,
	attempt: () => Promise<number | Failure>,
): Promise<number> {
	const { host, layout } = await session.server();
	const project = projectOf(intent);
	const deadline = host.clock.now() + (wait ?? 0);
	for (let isTold = false; ; isTold = true) {
		const end = (await isBusy(host, layout, project))
			? busyFailure(project, await readOwner(host, layout, project))
			: await attemptOnce(attempt);
		if (typeof end === 'number') return end;
		if (end.kind !== 'busy' || host.clock.now() >= deadline) throw end;
		if (!isTold) session.tell(`${end.message}; waiting up to ${formatDuration(wait ?? 0)}`);
		await host.clock.sleep(pollEvery);
	}
}

async function attemptOnce(attempt: () => Promise<number | Failure>): Promise<number | Failure> {
	try {
		return await attempt();
	} catch (error) {
		if (error instanceof Failure && error.kind === 'busy') return error;
		throw error;
	}
}
