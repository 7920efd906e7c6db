import { failureFacts } from '../../model/failure.ts';
import { formatNumber } from '../../model/format.ts';
import { isDueForRenewal } from '../../operations/renew-certificate.ts';
import type { ChangeOptions } from '../changes/change-options.ts';
import { runChange } from '../changes/run-change.ts';
import type { Session } from '../session.ts';
import { describeError } from '../tell-failure.ts';

/** How long the timer waits for a project that somebody changes, unless told otherwise, ms. */
const patience = 600_000;

/** What came of one of them. */
interface Renewal {
	readonly project: string;
	readonly code: number;
	readonly result: unknown;
}

/** Renews all that are due, one operation each; goes on after one that fails. Exit code 1 if any did. Whoever asks for it has agreed to it. */
export async function renewDue(session: Session, options: ChangeOptions): Promise<number> {
	const { observe } = await session.server();
	const snapshot = await observe();
	const due = snapshot.projects.filter((project) => isDueForRenewal(snapshot, project)).map(({ name }) => name);
	const renewals: Renewal[] = [];
	for (const project of due) renewals.push(await renew(session, project, options));
	const failed = renewals.filter(({ code }) => code !== 0);
	session.answer([verdict(due.length, failed)], { renewals });
	return failed.length === 0 ? 0 : 1;
}

async function renew(session: Session, project: string, options: ChangeOptions): Promise<Renewal> {
	let result: unknown = null;
	const one: Session = {
		...session,
		answer(lines, json) {
			session.tell(...lines);
			result = json;
		},
	};
	try {
		const code = await runChange(one, { kind: 'renew-certificate', project }, { wait: patience, ...options, yes: true });
		return { project, code, result };
	} catch (error) {
		if (!session.json) for (const line of describeError(error)) session.context.printError(line);
		return { project, code: 1, result: { error: failureFacts(error) } };
	}
}

function verdict(count: number, failed: readonly Renewal[]): string {
	if (count === 0) return 'No certificate is due';
	const renewed = `${formatNumber(count - failed.length, 'certificate')} of ${count} renewed`;
	return failed.length === 0 ? renewed : `${renewed}; failed: ${failed.map(({ project }) => project).join(', ')}`;
}
