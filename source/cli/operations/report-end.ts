import type { Operation } from '../../journal/records.ts';
import type { FailureFacts } from '../../model/failure.ts';
import { describeFailure } from '../../present/describe-failure.ts';
import { describeLoss } from '../../present/describe-loss.ts';
import { describeProof } from '../../present/describe-proof.ts';
import { exitCodeOf } from '../../present/exit-code.ts';
import type { Session } from '../session.ts';
import type { WatchEnd } from './watch-operation.ts';

/** Tells how a watched operation ended: failure, proof, what to do. Gives the exit code. */
export async function reportEnd(session: Session, operation: Operation, end: WatchEnd): Promise<number> {
	if (end.kind === 'finished') return reportFinished(session, operation, end);
	if (end.kind === 'died') return reportDeath(session, operation);
	const { id, plan } = operation;
	const lines = [`${id} goes on without you.`, `Watch it again with \`berth attach ${id}\`, undo it with \`berth cancel ${id}\`.`];
	session.answer(lines, { operation: id, plan, outcome: null });
	return exitCodeOf('busy');
}

function reportFinished(session: Session, { id, plan }: Operation, { finished, done }: Extract<WatchEnd, { kind: 'finished' }>): number {
	const { outcome, failure, proof } = finished;
	const lost = describeLoss(plan, outcome, (step) => done.has(step));
	const proven = proof === undefined ? [] : [`Proof: ${describeProof(proof)}`, ...proof.failures.map((line) => `    ${line}`)];
	session.answer([...lost, ...proven], { operation: id, plan, outcome, ...(failure && { failure }), ...(proof && { proof }) });
	if (failure !== undefined) tellError(session, failure);
	return exitCodeOf(outcome);
}

async function reportDeath(session: Session, { id, plan }: Operation): Promise<number> {
	const { control } = await session.server();
	const output = await control.lastWords(id);
	const error: FailureFacts = {
		kind: 'external',
		what: `The runner of ${id} died: ${plan.title} is neither finished nor undone`,
		next: `\`berth resume ${id}\` finishes or undoes it`,
		...(output.length > 0 && { output }),
	};
	session.answer([], { operation: id, plan, outcome: null, error });
	tellError(session, error);
	return exitCodeOf('stuck');
}

function tellError(session: Session, failure: FailureFacts): void {
	if (session.json) return;
	for (const line of describeFailure(failure)) session.context.printError(line);
}
