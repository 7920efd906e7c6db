import type { Files } from '../../host/host.ts';
import { dockerCommand, type SandboxEngine } from '../engine.ts';
import type { SandboxImages } from '../images.ts';
import type { SandboxPlace } from '../program/sandbox-place.ts';
import type { SandboxSession } from '../program/session.ts';
import { outputOf } from '../run-or-fail.ts';

/** What has to be known to take the sandbox away again: where it was made, and what was there before. */
export interface SandboxRecord {
	readonly engine: Omit<SandboxEngine, 'pid'>;
	/** Tags of all images that the engine had before. */
	readonly imagesBefore: readonly string[];
	/** Absent until the images are there. */
	readonly images?: SandboxImages;
}

/** The record of the sandbox that is there, or `undefined`. */
export async function readRecord(files: Files, place: SandboxPlace): Promise<SandboxRecord | undefined> {
	const text = await files.readText(place.record);
	return text === undefined ? undefined : (JSON.parse(text) as SandboxRecord);
}

/** Writes the record down before anything is made on the engine; one that is there already stays. */
export async function ensureRecord(session: SandboxSession, engine: SandboxEngine): Promise<SandboxRecord> {
	const { files, place } = session;
	const found = await readRecord(files, place);
	if (found !== undefined) return found;
	const { pid: _, ...lasting } = engine;
	const record = { engine: lasting, imagesBefore: await imageTags(session, engine) };
	await writeRecord(files, place, record);
	return record;
}

/** Replaces the record. */
export function writeRecord(files: Files, place: SandboxPlace, record: SandboxRecord): Promise<void> {
	return files.writeText(place.record, `${JSON.stringify(record, null, '\t')}\n`);
}

/** Tags of all images of an engine. */
export async function imageTags({ commands }: SandboxSession, engine: SandboxEngine): Promise<readonly string[]> {
	const listed = await outputOf(commands, dockerCommand(engine, 'images', '--format', '{{.Repository}}:{{.Tag}}'));
	return (listed ?? '').split('\n').filter((tag) => tag !== '' && !tag.includes('<none>'));
}
