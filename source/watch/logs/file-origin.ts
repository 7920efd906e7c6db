import { join } from 'node:path';
import type { FileStat, WatchedHost } from '../../host/host.ts';
import { failureFacts } from '../../model/failure.ts';
import type { LineShape } from './file-shapes.ts';
import { createFollowedFile, type FollowedFile } from './followed-file.ts';
import { type LogEntry, type LogOrigin, type LogQuery, type LogSink, notice } from './log-entry.ts';

/** Between two looks at a directory, ms. */
const lookEvery = 300;

/** So many names of a directory are looked at: an app can make any number in its own. */
const mostEntries = 1000;

/** Of many files the ones written last. */
const mostFiles = 20;

/** A log that was just rotated away still belongs to what one sees of a new one that is smaller than this, bytes. */
const smallFile = 64 * 1024;

export interface FileOriginOptions {
	readonly directory: string;
	/** The one file of that name and those it is rotated to; all files without it. */
	readonly name?: string;
	/** What its lines are said to be from. */
	readonly from?: string;
	readonly shape: LineShape;
}

interface NamedFile {
	readonly name: string;
	readonly path: string;
	readonly stat: FileStat;
}

/** Lines of files in a directory: new ones are followed from their beginning, rotated ones to their end. Symlinks are left alone. */
export function createFileOrigin(host: Pick<WatchedHost, 'files' | 'clock'>, query: LogQuery, options: FileOriginOptions): LogOrigin {
	const { files, clock } = host;
	const followed = new Map<number, FollowedFile>();
	const now = () => clock.now();

	function open({ name, stat }: NamedFile): FollowedFile {
		const one = createFollowedFile({ files, from: options.from ?? name, shape: options.shape, now });
		followed.set(stat.inode, one);
		return one;
	}

	async function find(): Promise<readonly NamedFile[]> {
		const names = (await files.list(options.directory, mostEntries)).filter((name) => isWanted(name, options.name));
		const found = await Promise.all(
			names.map(async (name) => {
				const path = join(options.directory, name);
				return { name, path, stat: await files.stat(path) };
			}),
		);
		const regular = found.flatMap(({ stat, ...one }) => (stat?.kind === 'file' ? [{ ...one, stat }] : []));
		return regular.sort((left, right) => right.stat.modifiedAt - left.stat.modifiedAt).slice(0, mostFiles);
	}

	async function look(sink: LogSink): Promise<void> {
		for (const file of await find()) {
			const known = followed.get(file.stat.inode);
			const one = known ?? open(file);
			// A copy of what was shown already, as logrotate's copytruncate makes it.
			if (known === undefined && isRotated(file.name)) one.skip(file.stat);
			await one.readMore(file.path, file.stat, sink);
		}
	}

	return {
		async read() {
			const all = await find();
			const streams: AsyncIterable<LogEntry>[] = [];
			for (const file of all) {
				const one = open(file);
				if (isShown(file, all)) streams.push(one.read(file.path, file.stat, query.range, query.isFollowed));
				else one.skip(file.stat);
			}
			return streams;
		},
		async follow(sink, signal) {
			let failed = false;
			while (!signal.aborted) {
				try {
					await look(sink);
					if (failed) sink.trouble(undefined);
					failed = false;
				} catch (error) {
					const { what, why } = failureFacts(error);
					if (!failed) sink.add([notice(now(), why === undefined ? what : `${what}: ${why}`)]);
					sink.trouble(what);
					failed = true;
				}
				await clock.sleep(lookEvery, signal).catch(() => undefined);
			}
		},
	};
}

function isWanted(name: string, wanted: string | undefined): boolean {
	if (name.startsWith('.') || /\.(?:gz|xz|zst|bz2|zip)$/.test(name)) return false;
	return wanted === undefined || name === wanted || (name.startsWith(`${wanted}`) && isRotated(name));
}

function isRotated(name: string): boolean {
	return /\.\d{1,3}$|[.-]\d{4}-?\d\d-?\d\d/.test(name) && !/^\d{4}-?\d\d-?\d\d/.test(name);
}

/** Of rotated logs only the newest, and only where the present one has just begun. */
function isShown({ name }: NamedFile, all: readonly NamedFile[]): boolean {
	if (!isRotated(name)) return true;
	const present = all.find((one) => !isRotated(one.name) && name.startsWith(one.name));
	const newest = all.find((one) => isRotated(one.name) && (present === undefined || one.name.startsWith(present.name)));
	return newest?.name === name && (present === undefined || present.stat.size < smallFile);
}
