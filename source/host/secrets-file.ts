import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { Failure, type FailureFacts } from '../model/failure.ts';
import type { Secret } from '../model/secret.ts';
import { type EnvMistake, type EnvReading, readEnv } from './env-text.ts';
import { whileOpen } from './file-open.ts';
import type { Place } from './file-reach.ts';

/** What a `.env` may be at most; a container's environment cannot be much more. */
const most = { bytes: 1024 ** 2, lines: 10_000, keys: 2_000 };

/** Mistakes that are named one by one. */
const mistakesTold = 10;

/** The text of a `.env`. Throws what the system says, and a `Failure` for what is no regular file or larger than any `.env`. */
export async function readEnvText(place: Place): Promise<string> {
	return decode(await readEnvBytes(place));
}

/** Values of a `.env`, byte for byte. Throws a `config` failure that names each line and key with which that cannot be. */
export async function readSecretsFile(place: Place): Promise<ReadonlyMap<string, Secret>> {
	const { path } = place;
	const bytes = await readEnvBytes(place);
	const text = decode(bytes);
	const lines = text.split('\n').length;
	if (lines > most.lines) throw tooMuch(path, `${lines} lines`, `${most.lines} lines`);
	const reading = readEnv(text);
	if (reading.values.size > most.keys) throw tooMuch(path, `${reading.values.size} keys`, `${most.keys} keys`);
	const mistakes = [...reading.mistakes, ...(isUtf8(bytes) ? [] : undecodable(reading, text))];
	if (mistakes.length > 0) throw wrong(path, mistakes);
	return reading.values;
}

/** Everything in a `.env` that must not be shown, whatever is wrong with it. */
export async function readHidden(place: Place): Promise<readonly Secret[]> {
	return readEnv(await readEnvText(place)).hidden;
}

function readEnvBytes(place: Place): Promise<Buffer> {
	return whileOpen(place, (descriptor, { size }) => {
		if (size > most.bytes) throw tooMuch(place.path, `${size} bytes`, `${most.bytes} bytes`);
		return readFileSync(descriptor);
	});
}

function decode(bytes: Buffer): string {
	return bytes.toString('utf8');
}

/** Lines of values in which a byte is no UTF-8 and would reach the app as another one. */
function undecodable({ values }: EnvReading, text: string): readonly EnvMistake[] {
	const keys = [...values].filter(([, value]) => value.reveal().includes('\uFFFD')).map(([key]) => key);
	const lineOf = (key: string) => text.split('\n').findLastIndex((line) => new RegExp(`^\\s*(export\\s+)?${key}\\s*=`).test(line)) + 1;
	return keys.map((key) => ({ line: lineOf(key), key, message: 'is not UTF-8; save the file as UTF-8' }));
}

function tooMuch(path: string, found: string, limit: string): Failure {
	const why = `Berth reads ${limit} at most`;
	return new Failure({ kind: 'config', what: `${path} has ${found}`, why, next: 'Put what is so large in a file in a volume' });
}

function wrong(path: string, mistakes: readonly EnvMistake[]): Failure {
	const told = mistakes
		.slice(0, mistakesTold)
		.map(({ line, key, message }) => `line ${line}: ${key === undefined ? 'this line' : key} ${message}`);
	const rest = mistakes.length - told.length;
	const facts: FailureFacts = {
		kind: 'config',
		what: `${path} is wrong`,
		why: `${told[0]}${mistakes.length > 1 ? ` (and ${mistakes.length - 1} more)` : ''}`,
		next: 'Correct it and try again; no value is shown here',
		output: rest > 0 ? [...told, `and ${rest} more`] : told,
	};
	return new Failure(facts);
}

/** A name, and its value in double quotes, in single quotes (both may span lines), or bare. */
const assignment = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*(?:"(?:[^"\\]|\\[\s\S])*"|'[^']*'|.*)/gm;

/** The text without what belongs to these keys; every other character stays. */
export function withoutSecrets(text: string, keys: ReadonlySet<string>): string {
	const whole = new RegExp(`${assignment.source}.*\\n?`, 'gm');
	return text.replace(whole, (found, name: string) => (keys.has(name) ? '' : found));
}
