import type { JournalEntry, Operation } from '../../journal/records.ts';
import { failureFacts } from '../../model/failure.ts';
import { describeEntry } from '../../present/describe-entry.ts';
import { createNews } from '../../present/news.ts';
import type { Finished } from '../../runner/control.ts';
import { canAsk } from '../changes/confirm-plan.ts';
import type { Session } from '../session.ts';

/** How watching ended: with the operation and the indexes of the steps it has done, with its runner's death, or because the watcher left it running. */
export type WatchEnd =
	| { readonly kind: 'finished'; readonly finished: Finished; readonly done: ReadonlySet<number> }
	| { readonly kind: 'died' }
	| { readonly kind: 'left' };

const question = 'Leave it running (l), cancel and undo (c), keep watching (Enter)? ';

/** Prints an operation's entries until its end. Ctrl-C asks what to do; a second one leaves it running, which nothing else can stop. */
export async function watchOperation(
	session: Session,
	operation: Operation,
	print: (entry: JournalEntry) => void = printerOf(session, operation),
): Promise<WatchEnd> {
	const { control } = await session.server();
	const over = new AbortController();
	const held: JournalEntry[] = [];
	let isAsking = false;
	const done = new Set<number>();
	const onEntry = (entry: JournalEntry) => {
		if (entry.kind === 'done') done.add(entry.step);
		if (isAsking) held.push(entry);
		else print(entry);
	};
	const ended = control.follow(operation.id, onEntry, over.signal).then((finished) => endOf(finished, done));
	const left = new Promise<WatchEnd>((resolve, reject) => {
		const leave = () => resolve({ kind: 'left' });
		const interrupted = async () => {
			if (isAsking || !canAsk(session)) return leave();
			isAsking = true;
			const answer = (await session.context.ask(question, over.signal)).trim().toLowerCase();
			isAsking = false;
			if (answer === 'l') return leave();
			if (answer === 'c') await cancel(session, operation);
			for (const entry of held.splice(0)) print(entry);
		};
		const stop = session.context.onInterrupt(() => void interrupted().catch(reject));
		over.signal.addEventListener('abort', stop, { once: true });
	});
	try {
		return await Promise.race([ended, left]);
	} finally {
		over.abort();
		ended.catch(() => undefined);
		for (const entry of held.splice(0)) print(entry);
	}
}

function endOf(finished: Finished | undefined, done: ReadonlySet<number>): WatchEnd {
	return finished === undefined ? { kind: 'died' } : { kind: 'finished', finished, done };
}

function printerOf(session: Session, { plan }: Operation): (entry: JournalEntry) => void {
	const isNews = createNews();
	return (entry) => {
		const line = isNews(entry) ? describeEntry(plan, entry) : undefined;
		if (line !== undefined) session.tell(line);
	};
}

async function cancel(session: Session, { id }: Operation): Promise<void> {
	const { control } = await session.server();
	try {
		await control.cancel(id);
		session.tell('Cancelling: what was done is undone');
	} catch (error) {
		session.tell(failureFacts(error).what);
	}
}
