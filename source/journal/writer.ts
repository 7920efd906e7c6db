import type { Files } from '../host/host.ts';
import type { JournalEntry } from './records.ts';

/** An entry that is stamped when it is handed over, unless its time is given. */
type Unstamped = JournalEntry extends infer Entry
	? Entry extends JournalEntry
		? Omit<Entry, 'at'> & Partial<Pick<Entry, 'at'>>
		: never
	: never;

/** Writes a journal line by line, each flushed to the disk and with secrets redacted. */
export interface JournalWriter {
	/** The first line of an operation: throws if there is no room for it beside the reserve, which is kept for the end. */
	begin(entry: Unstamped): Promise<void>;
	/** Throws if the line cannot be stored. */
	write(entry: Unstamped): Promise<void>;
	/** For the way back: a journal that cannot be written must not stop an undo. */
	tryWrite(entry: Unstamped): Promise<void>;
	/** For what nobody needs later: if it cannot be stored it is left out, and nothing is given up for it. */
	note(entry: Unstamped): Promise<void>;
}

/** `reserve` is a file that is given up once if the disk is full, so that the end of the story still fits. */
export function createJournalWriter(
	files: Files,
	paths: { readonly journal: string; readonly reserve: string },
	now: () => number,
	/** JSON in whose texts no secret stands. */
	redactor: { json(value: unknown): string },
): JournalWriter {
	let queue: Promise<unknown> = Promise.resolve();
	const inTurn = (entry: Unstamped, store: (line: string) => Promise<void>): Promise<void> => {
		const line = redactor.json({ at: now(), ...entry });
		const written = queue.then(() => store(line));
		queue = written.catch(() => undefined);
		return written;
	};
	const appendOnly = (line: string) => files.appendLine(paths.journal, line);
	return {
		begin: (entry) => inTurn(entry, appendOnly),
		write: (entry) => inTurn(entry, append),
		tryWrite: (entry) => inTurn(entry, append).catch(() => undefined),
		note: (entry) => inTurn(entry, appendOnly).catch(() => undefined),
	};

	async function append(line: string): Promise<void> {
		try {
			await files.appendLine(paths.journal, line);
		} catch {
			await files.remove(paths.reserve);
			await files.appendLine(paths.journal, line);
		}
	}
}
