import { dirname } from 'node:path';
import { Failure } from '../../source/model/failure.ts';
import type { Secret } from '../../source/model/secret.ts';
import { FakeFiles } from './fake-files.ts';

/** A tree as plain data: the text of files, `null` for directories, and where links point. */
export interface SavedFiles {
	readonly texts: Readonly<Record<string, string>>;
	readonly directories: readonly string[];
	/** Permission bits of the directories. */
	readonly modes: Readonly<Record<string, number>>;
	/** Groups of those that are not root's. */
	readonly groups: Readonly<Record<string, number>>;
	readonly links: Readonly<Record<string, string>>;
}

/** Files in memory that refuse what a disk refuses: no parent directory, no space left. */
export class ModelFiles extends FakeFiles {
	/** Bytes that still fit; absent: as many as anybody likes. */
	free: number | undefined;
	/** What the kernel tells of processes, by path. */
	kernel: (path: string) => string | undefined = () => undefined;

	static async from(saved: SavedFiles): Promise<ModelFiles> {
		const files = new ModelFiles();
		for (const path of saved.directories) await files.makeDirectory(path, saved.modes[path]);
		for (const [path, group] of Object.entries(saved.groups)) await files.closeTo(path, group);
		files.put(saved.texts);
		for (const [path, target] of Object.entries(saved.links)) await files.link(target, path);
		return files;
	}

	async save(root = '/'): Promise<SavedFiles> {
		const modes: Record<string, number> = {};
		const groups: Record<string, number> = {};
		const links: Record<string, string> = {};
		const saved = { texts: {} as Record<string, string>, directories: [] as string[], modes, groups, links };
		const walk = async (path: string): Promise<void> => {
			for (const name of await this.list(path)) {
				const one = path === '/' ? `/${name}` : `${path}/${name}`;
				const { kind, mode = 0o755, group = 0 } = (await this.stat(one)) ?? {};
				if (kind === 'link') saved.links[one] = (await this.readLink(one)) ?? '';
				else if (kind === 'file') saved.texts[one] = this.text(one) ?? '';
				else {
					saved.directories.push(one);
					modes[one] = mode;
					if (group !== 0) groups[one] = group;
					await walk(one);
				}
			}
		};
		await walk(root);
		return saved;
	}

	override async readText(path: string): Promise<string | undefined> {
		const { kind } = (await this.stat(path)) ?? {};
		if (kind === 'directory' || kind === 'other') throw this.#trouble('read', path, 'It is no regular file', 'refused');
		return this.kernel(path) ?? super.readText(path);
	}

	override async writeText(path: string, text: string, options: { readonly mode?: number } = {}): Promise<void> {
		await this.#requireRoom(path, text.length);
		if ((await this.stat(path))?.kind === 'directory') throw this.#trouble('write', path, 'It is a directory', 'refused');
		const before = (await this.stat(path))?.size ?? 0;
		await super.writeText(path, text, options);
		if (this.free !== undefined) this.free += before - text.length;
	}

	override async append(path: string, text: string): Promise<void> {
		await this.#requireRoom(path, text.length);
		await super.append(path, text);
		if (this.free !== undefined) this.free -= text.length;
	}

	override async writeSecret(path: string, pieces: readonly (string | Secret)[]): Promise<void> {
		await this.#requireRoom(path, 0);
		await super.writeSecret(path, pieces);
	}

	override async link(target: string, path: string): Promise<void> {
		await this.#requireRoom(path, 1);
		await super.link(target, path);
	}

	override async remove(path: string): Promise<void> {
		const gone = await this.save(path);
		const bytes = [this.text(path) ?? '', ...Object.values(gone.texts)].reduce((sum, text) => sum + text.length, 0);
		await super.remove(path);
		if (this.free !== undefined) this.free += bytes;
	}

	override async rename(from: string, to: string): Promise<void> {
		const { kind, mode } = (await this.stat(from)) ?? {};
		if (kind === undefined) throw this.#trouble('rename', from, 'no such file or directory');
		await this.#requireRoom(to, 0);
		const { directories, modes }: Pick<SavedFiles, 'directories' | 'modes'> =
			kind === 'directory' ? await this.save(from) : { directories: [], modes: {} };
		await super.rename(from, to);
		if (kind !== 'directory') return;
		for (const path of [from, ...directories]) await this.makeDirectory(to + path.slice(from.length), modes[path] ?? mode);
		await super.remove(from);
	}

	async #requireRoom(path: string, bytes: number): Promise<void> {
		if ((await this.stat(dirname(path)))?.kind !== 'directory') throw this.#trouble('write', path, 'its directory does not exist');
		if (this.free !== undefined && bytes > this.free) throw this.#trouble('write', path, 'no space left on the disk');
	}

	#trouble(deed: string, path: string, why: string, kind: Failure['kind'] = 'external'): Failure {
		return new Failure({ kind, what: `Berth could not ${deed} ${path}`, why });
	}
}
