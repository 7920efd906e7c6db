import { basename, join } from 'node:path';
import type { Docker, Files, LogLine } from '../host/host.ts';

/** So many last lines are told with the failure. */
const toldLines = 20;

/** So much of the log is kept in a file: lines, and characters of them. */
const keptLines = 10_000;
const keptCharacters = 4 * 1024 * 1024;

/** So many older ones stay: who deploys bad releases all day fills no disk. */
const olderFiles = 9;

/** The log of a replica that failed and is about to be removed. */
export interface FailedLog {
	readonly lastLines: readonly string[];
	/** A file with what came before them, too; absent if that is nothing, or could not be written. */
	readonly path?: string;
}

/** What reading and keeping a failed replica's log needs. */
export interface LogContext {
	readonly host: { readonly docker: Pick<Docker, 'logBatches'>; readonly files: Files };
	readonly redact: (text: string) => string;
}

/** Reads a replica's log and keeps, without secrets, what is more than a failure can tell in `directory`. Never throws: the failure itself says more than its log. */
export async function keepFailedLog(
	{ host: { docker, files }, redact }: LogContext,
	{ container, release, directory }: { readonly container: string; readonly release: string; readonly directory: string | undefined },
): Promise<FailedLog> {
	const read = await readLines(docker, container);
	const lines = read.map((line) => ({ ...line, text: redact(line.text) }));
	const lastLines = lines.slice(-toldLines).map(({ text }) => text);
	if (directory === undefined || lines.length <= toldLines) return { lastLines };
	const path = join(directory, `${container}-${release}.log`);
	try {
		await files.makeDirectory(directory, 0o700);
		await files.writeText(path, lines.map(({ at, text }) => `${new Date(at).toISOString()} ${text}\n`).join(''), { mode: 0o600 });
		await removeOldest(files, directory, basename(path));
		return { lastLines, path };
	} catch {
		return { lastLines };
	}
}

/** The last lines, as many as are kept; what there is of them if the container or the engine goes away. */
async function readLines(docker: Pick<Docker, 'logBatches'>, container: string): Promise<readonly LogLine[]> {
	const lines: LogLine[] = [];
	let characters = 0;
	try {
		for await (const batch of docker.logBatches(container, { tail: keptLines })) {
			for (const line of batch) {
				lines.push(line);
				characters += line.text.length;
				while (characters > keptCharacters) characters -= lines.shift()?.text.length ?? 0;
			}
		}
	} catch {}
	return lines;
}

async function removeOldest(files: Files, directory: string, newest: string): Promise<void> {
	const names = (await files.list(directory)).filter((name) => name !== newest);
	const found = await Promise.all(
		names.map(async (name) => {
			const path = join(directory, name);
			return { path, modifiedAt: (await files.stat(path))?.modifiedAt ?? 0 };
		}),
	);
	const old = found.sort((left, right) => right.modifiedAt - left.modifiedAt).slice(olderFiles);
	await Promise.all(old.map(({ path }) => files.remove(path)));
}
