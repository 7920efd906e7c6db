import type { WatchedHost } from '../host/host.ts';
import { type Layout, operationLayout } from '../server/layout.ts';
import { openLineTail } from '../server/line-tail.ts';
import { type AuditEntry, isOutcome, type JournalEntry, type Operation } from './records.ts';

type Reading = Pick<WatchedHost, 'files'>;

/** Ids sort by time: `20250131-093000-k3x9`. */
const operationId = /^\d{8}-\d{6}-[a-z0-9]+$/;

/** Some file systems report no changes: a followed journal is looked at this often anyway, in ms. */
const pollEvery = 100;

/** Of what runners have printed, so many of the last bytes are looked through, and so many lines shown. */
const wordsWindow = 4096;
const wordsShown = 6;

/** The first look at the audit reads so many bytes from its end; further looks four times as many. */
const auditWindow = 64 * 1024;

/** The journal so far; empty if the operation has none. A line that is not whole is left out. Throws as `readOperation` does. */
export async function readJournal(host: Reading, layout: Layout, id: string): Promise<readonly JournalEntry[]> {
	const { journal: path } = operationLayout(layout, id);
	const text = await host.files.readText(path);
	return text === undefined ? [] : journalEntries(text.split('\n'), path);
}

/**
 * Gives every entry of a journal, those that are there and those to come, in order, until `signal` is aborted; then it
 * resolves. The journal need not exist yet.
 */
export async function followJournal(
	host: Pick<WatchedHost, 'files' | 'clock'>,
	layout: Layout,
	id: string,
	onEntry: (entry: JournalEntry) => void,
	signal: AbortSignal,
): Promise<void> {
	const { journal, directory } = operationLayout(layout, id);
	const tail = await openLineTail(host.files, journal, Number.MAX_SAFE_INTEGER);
	let nap = new AbortController();
	host.files.watch(directory, () => nap.abort(), signal);
	signal.addEventListener('abort', () => nap.abort(), { once: true });
	while (!signal.aborted) {
		nap = new AbortController();
		for (const entry of await journalEntries(await tail.read(), journal)) {
			if (signal.aborted) return;
			onEntry(entry);
		}
		await host.clock.sleep(pollEvery, nap.signal).catch(() => undefined);
	}
}

/**
 * `plan.json` of an operation; `undefined` if there is none or it is not whole. Throws a `refused` failure if another Berth has written it
 * and this one does not know all of it, `config` if it is damaged.
 */
export async function readOperation(host: Reading, layout: Layout, id: string): Promise<Operation | undefined> {
	const { plan: path } = operationLayout(layout, id);
	const text = await host.files.readText(path);
	const [value] = text === undefined ? [] : objectsOf([text]);
	if (value === undefined) return undefined;
	const { parseOperation } = await import('./stored.ts');
	return parseOperation(value, path);
}

/** What a stored operation is about, whichever Berth has written it. */
export interface About {
	readonly project: string;
	/** Kind of its intent: `deploy`. */
	readonly operation: string;
	readonly user: string;
	readonly host: string;
	readonly requestedAt: number;
}

/** What a stored operation is about; `undefined` if there is none or its plan is not whole. */
export async function readAbout(host: Reading, layout: Layout, id: string): Promise<About | undefined> {
	const text = await host.files.readText(operationLayout(layout, id).plan);
	const [value = {}] = text === undefined ? [] : objectsOf([text]);
	const { plan, user, host: machine, requestedAt } = value as DeepPartial<Operation>;
	const [project, operation] = [plan?.project, plan?.intent?.kind];
	if (typeof project !== 'string' || typeof operation !== 'string' || typeof user !== 'string') return undefined;
	if (typeof machine !== 'string' || typeof requestedAt !== 'number') return undefined;
	return { project, operation, user, host: machine, requestedAt };
}

/** Nothing is known of what was read: every part may be anything. */
type DeepPartial<Value> = Value extends object ? { readonly [Key in keyof Value]?: DeepPartial<Value[Key]> } : unknown;

/** The last lines that the runners of an operation have printed, the newest last. Never throws: without them only the reason is missing. */
export async function readLastWords(host: Reading, layout: Layout, id: string): Promise<readonly string[]> {
	const { log } = operationLayout(layout, id);
	const size = (await host.files.stat(log).catch(() => undefined))?.size ?? 0;
	const part = await host.files.readFrom(log, Math.max(0, size - wordsWindow)).catch(() => undefined);
	const lines = (part?.text ?? '').split('\n').filter((line) => line.trim() !== '');
	return lines.slice(-wordsShown);
}

/** Ids of the stored operations, newest first. */
export async function listOperations(host: Reading, layout: Layout): Promise<readonly string[]> {
	const names = await host.files.list(layout.operations);
	return names
		.filter((name) => operationId.test(name))
		.sort()
		.reverse();
}

/** The newest `last` (default 100) entries of the audit, of one project or of all, newest first. */
export async function readAudit(
	host: Reading,
	layout: Layout,
	options: { readonly last?: number; readonly project?: string } = {},
): Promise<readonly AuditEntry[]> {
	const size = (await host.files.stat(layout.audit))?.size ?? 0;
	const last = options.last ?? 100;
	for (let window = auditWindow; ; window *= 4) {
		const offset = Math.max(0, size - window);
		const text = (await host.files.readFrom(layout.audit, offset))?.text ?? '';
		const lines = text.split('\n').slice(offset === 0 ? 0 : 1);
		const entries = auditEntries(lines).filter(({ project }) => options.project === undefined || project === options.project);
		if (entries.length >= last || offset === 0) return last === 0 ? [] : entries.slice(-last).reverse();
	}
}

/** What the audit says of how an operation ended; one that is stuck has not ended. */
export async function endInAudit(host: Reading, layout: Layout, id: string, project: string): Promise<AuditEntry | undefined> {
	const known = await readAudit(host, layout, { project });
	return known.find((entry) => entry.id === id && entry.outcome !== 'stuck');
}

/** The entries that lines of the journal at `path` tell. Throws as `readOperation` does. */
export async function journalEntries(lines: readonly string[], path: string): Promise<readonly JournalEntry[]> {
	const values = objectsOf(lines);
	if (values.length === 0) return [];
	const { parseEntries } = await import('./stored.ts');
	return parseEntries(values, path);
}

/** The changes that lines of the audit tell. */
export function auditEntries(lines: readonly string[]): readonly AuditEntry[] {
	return objectsOf(lines).filter(isAuditEntry);
}

/** It is kept for ever, and says no more than how something ended: what a later Berth may add to it does not matter. */
function isAuditEntry(value: object): value is AuditEntry {
	const { at, took, outcome, ...names } = value as Partial<Record<keyof AuditEntry, unknown>>;
	const texts = [names.id, names.operation, names.project, names.title, names.user];
	return typeof at === 'number' && typeof took === 'number' && isOutcome(outcome) && texts.every((text) => typeof text === 'string');
}

/** The objects of JSON lines; a line that is none, cut off when the machine stopped, is passed over: the beginning of an object is none. */
function objectsOf(lines: readonly string[]): readonly object[] {
	return lines.flatMap((line) => {
		try {
			const value: unknown = JSON.parse(line);
			return typeof value === 'object' && value !== null && !Array.isArray(value) ? [value] : [];
		} catch {
			return [];
		}
	});
}
