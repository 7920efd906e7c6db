import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile } from './file-write.ts';
import type { Readings } from './host.ts';

/** Of so many files the meanings are kept; with more of them all but those of this process are forgotten. */
const filesKept = 500;

/** A file's text, `null` where there was no file, and what it means. */
type Reading = readonly [text: string | null, meaning: unknown];

interface StoredReadings {
	/** Another build of Berth may find another meaning in the same text. */
	readonly build: string;
	readonly files: Readonly<Record<string, Reading>>;
}

/** Readings in a file for one build of Berth; a file that is missing, broken, of another build or of another user is an empty one. */
export function createReadings(path: string, build: string): Readings {
	let stored: Record<string, Reading> | undefined;
	const own: Record<string, Reading> = {};
	let isNew = false;
	return {
		async meaning<Meaning>(file: string, present: string | undefined, read: () => Promise<Meaning>): Promise<Meaning> {
			const text = present ?? null;
			stored ??= load(path, build);
			const known = own[file] ?? stored[file];
			const isKnown = known?.[0] === text;
			const reading = isKnown ? known : ([text, await read()] as const);
			if (!isKnown) isNew = true;
			own[file] = reading;
			return reading[1] as Meaning;
		},
		async keep() {
			if (!isNew) return;
			isNew = false;
			const all = { ...stored, ...own };
			const kept: StoredReadings = { build, files: Object.keys(all).length > filesKept ? own : all };
			try {
				mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
				await replaceFile({ at: path, isForeign: false, path }, JSON.stringify(kept), { mode: 0o600 });
			} catch {}
		},
	};
}

/** Readings for this process alone. */
export function shortReadings(): Readings {
	const readings = createReadings('', '');
	return { meaning: readings.meaning, keep: async () => undefined };
}

function load(path: string, build: string): Record<string, Reading> {
	try {
		if (statSync(path).uid !== process.getuid?.()) return {};
		const stored = JSON.parse(readFileSync(path, 'utf8')) as StoredReadings;
		return stored.build === build ? { ...stored.files } : {};
	} catch {
		return {};
	}
}
