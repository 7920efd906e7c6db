import { dirname } from 'node:path';
import type { FileStat, Files, MountOwner, OpenFile, TextPart } from '../../source/host/host.ts';
import { Secret } from '../../source/model/secret.ts';

interface Entry {
	bytes: Buffer;
	mode: number;
	inode: number;
	modifiedAt: number;
	target?: string;
	isPipe?: true;
}

interface Watcher {
	readonly path: string;
	readonly changed: (name: string | undefined) => void;
}

/** Files in memory, for tests: text goes in with `writeText` or `put`, the rest behaves like a disk. */
export class FakeFiles implements Files {
	readonly #entries = new Map<string, Entry>();
	readonly #directories = new Set<string>(['/']);
	/** Of directories. */
	readonly #modes = new Map<string, number>();
	readonly #owners = new Map<string, number>();
	readonly #groups = new Map<string, number>();
	readonly #watchers = new Set<Watcher>();
	#inodes = 1;
	/** Every read, in order, for tests that count them. */
	readonly reads: string[] = [];

	/** Puts a whole tree of files there; later calls overwrite in place, so the inode stays. */
	put(files: Readonly<Record<string, string>>): void {
		for (const [path, text] of Object.entries(files)) this.#store(path, Buffer.from(text));
	}

	/** The text of a file, for assertions. */
	text(path: string): string | undefined {
		const entry = this.#resolve(path);
		return entry?.isPipe ? undefined : entry?.bytes.toString('utf8');
	}

	/** Nothing is ever half-written here. */
	async removeTemporaries(): Promise<void> {}

	readNow(path: string): string | undefined {
		return this.text(path);
	}

	openNow(path: string): OpenFile | undefined {
		return this.text(path) === undefined ? undefined : { read: () => this.text(path), close: () => {} };
	}

	/** How many watchers are set. */
	get watching(): number {
		return this.#watchers.size;
	}

	async readText(path: string): Promise<string | undefined> {
		this.reads.push(path);
		return this.text(path);
	}

	async readFrom(path: string, offset: number): Promise<TextPart | undefined> {
		const entry = this.#resolve(path);
		if (entry === undefined) return undefined;
		const { bytes, inode } = entry;
		return { text: bytes.subarray(offset).toString('utf8'), end: bytes.length, inode };
	}

	async readBytes(path: string, offset: number, length: number): Promise<Uint8Array | undefined> {
		return this.#resolve(path)?.bytes.subarray(offset, offset + length);
	}

	async writeText(path: string, text: string, options: { readonly mode?: number } = {}): Promise<void> {
		const mode = this.#entries.get(path)?.mode ?? options.mode ?? 0o644;
		this.#entries.delete(path);
		this.#store(path, Buffer.from(text), mode);
	}

	async writeSecret(path: string, pieces: readonly (string | Secret)[]): Promise<void> {
		const text = pieces.map((piece) => (typeof piece === 'string' ? piece : piece.reveal())).join('');
		await this.writeText(path, text, { mode: 0o600 });
	}

	async readSecrets(path: string): Promise<ReadonlyMap<string, Secret> | undefined> {
		const text = this.text(path);
		if (text === undefined) return undefined;
		const pairs = text.split('\n').filter((line) => /^\w+=/.test(line));
		return new Map(pairs.map((line) => [line.slice(0, line.indexOf('=')), new Secret(line.slice(line.indexOf('=') + 1))]));
	}

	async readHidden(path: string): Promise<readonly Secret[]> {
		return [...((await this.readSecrets(path))?.values() ?? [])];
	}

	async readSecretText(path: string): Promise<Secret | undefined> {
		const text = this.text(path);
		return text === undefined ? undefined : new Secret(text);
	}

	async removeSecrets(path: string, keys: ReadonlySet<string>): Promise<void> {
		const lines = (this.text(path) ?? '').split('\n').filter((line) => !keys.has(line.slice(0, line.indexOf('='))));
		await this.writeText(path, lines.join('\n'));
	}

	async appendLine(path: string, line: string): Promise<void> {
		const before = this.text(path) ?? '';
		await this.append(path, `${before === '' || before.endsWith('\n') ? '' : '\n'}${line}\n`);
	}

	/** For tests: what programs write that are not Berth, whole lines or not. */
	async append(path: string, text: string): Promise<void> {
		const before = this.#entries.get(path)?.bytes ?? Buffer.alloc(0);
		this.#store(path, Buffer.concat([before, Buffer.from(text)]));
	}

	async list(path: string, most?: number): Promise<readonly string[]> {
		const inside = path === '/' ? '/' : `${path}/`;
		const all = [...this.#entries.keys(), ...this.#directories].filter((one) => one.startsWith(inside) && one !== path);
		return [...new Set(all.map((one) => one.slice(inside.length).split('/')[0] ?? ''))]
			.filter((name) => name !== '')
			.sort()
			.slice(0, most);
	}

	async stat(path: string): Promise<FileStat | undefined> {
		const entry = this.#entries.get(path);
		if (entry === undefined) return this.#directories.has(path) ? this.#directoryStat(path) : undefined;
		const kind = entry.isPipe ? 'other' : entry.target === undefined ? 'file' : 'link';
		return this.#stat(kind, entry.bytes.length, entry.mode, entry.modifiedAt, entry.inode);
	}

	async makeDirectory(path: string, mode = 0o755): Promise<void> {
		for (let one = path; one !== '/'; one = dirname(one)) {
			if (!this.#directories.has(one)) this.#modes.set(one, mode);
			this.#directories.add(one);
		}
		this.#tell(path);
	}

	async makePrivate(path: string): Promise<void> {
		await this.makeDirectory(path);
		await this.changeMode(path, 0o700);
	}

	/** For tests: `chmod` of a directory by hand. */
	async changeMode(path: string, mode: number): Promise<void> {
		this.#modes.set(path, mode);
	}

	async closeTo(path: string, group: number): Promise<void> {
		this.#groups.set(path, group);
		await this.changeMode(path, 0o750);
	}

	async requireMount(path: string, owner?: MountOwner): Promise<void> {
		if (!this.#directories.has(path) && owner !== undefined) this.#owners.set(path, owner.uid);
		await this.makeDirectory(path);
	}

	async enclose(from: string, to: string): Promise<void> {
		await this.makeDirectory(to);
		for (const [one, entry] of [...this.#entries]) {
			if (!one.startsWith(`${from}/`)) continue;
			this.#entries.set(to + one.slice(from.length), entry);
			await this.makeDirectory(dirname(to + one.slice(from.length)));
		}
	}

	async remove(path: string): Promise<void> {
		const gone = (one: string) => one === path || one.startsWith(`${path}/`);
		for (const one of [...this.#entries.keys()].filter(gone)) this.#entries.delete(one);
		for (const one of [...this.#directories].filter(gone)) this.#directories.delete(one);
		this.#tell(path);
	}

	async rename(from: string, to: string): Promise<void> {
		const moved = [...this.#entries].filter(([one]) => one === from || one.startsWith(`${from}/`));
		for (const [one, entry] of moved) {
			this.#entries.delete(one);
			this.#entries.set(to + one.slice(from.length), entry);
		}
		await this.makeDirectory(dirname(to));
		this.#tell(from);
		this.#tell(to);
	}

	async link(target: string, path: string): Promise<void> {
		this.#store(path, Buffer.alloc(0), 0o777);
		const entry = this.#entries.get(path);
		if (entry !== undefined) entry.target = target;
	}

	/** For tests: `mkfifo` by hand. */
	async makePipe(path: string): Promise<void> {
		this.#store(path, Buffer.alloc(0));
		const entry = this.#entries.get(path);
		if (entry !== undefined) entry.isPipe = true;
	}

	async readLink(path: string): Promise<string | undefined> {
		return this.#entries.get(path)?.target;
	}

	watch(path: string, changed: (name: string | undefined) => void, signal: AbortSignal): void {
		if (signal.aborted) return;
		const watcher = { path, changed };
		this.#watchers.add(watcher);
		signal.addEventListener('abort', () => this.#watchers.delete(watcher), { once: true });
	}

	#resolve(path: string): Entry | undefined {
		const entry = this.#entries.get(path);
		if (entry?.target === undefined) return entry;
		return this.#entries.get(entry.target.startsWith('/') ? entry.target : `${dirname(path)}/${entry.target}`);
	}

	#store(path: string, bytes: Buffer, mode = 0o644): void {
		const before = this.#entries.get(path);
		const inode = before?.inode ?? this.#inodes++;
		this.#entries.set(path, { bytes, mode: before?.mode ?? mode, inode, modifiedAt: (before?.modifiedAt ?? 0) + 1 });
		for (let one = dirname(path); one !== '/'; one = dirname(one)) this.#directories.add(one);
		this.#tell(path);
	}

	#directoryStat(path: string): FileStat {
		const stat = this.#stat('directory', 0, this.#modes.get(path) ?? 0o755, 0, 0);
		return { ...stat, owner: this.#owners.get(path) ?? 0, group: this.#groups.get(path) ?? 0 };
	}

	#stat(kind: FileStat['kind'], size: number, mode: number, modifiedAt: number, inode: number): FileStat {
		const isShared = (mode & 0o022) !== 0;
		return { kind, size, mode, owner: 0, group: 0, isShared, isOpen: (mode & 0o005) !== 0, modifiedAt, inode };
	}

	#tell(path: string): void {
		for (const watcher of this.#watchers) {
			if (watcher.path === path) watcher.changed(undefined);
			else if (dirname(path) === watcher.path) watcher.changed(path.slice(watcher.path.length + 1));
		}
	}
}
