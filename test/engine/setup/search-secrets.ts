import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Secrets, and every spelling in which one might slip out. */
export function spellingsOf(secrets: readonly string[]): readonly string[] {
	const forms = (secret: string) => [
		secret,
		JSON.stringify(secret).slice(1, -1),
		JSON.stringify(JSON.stringify(secret)).slice(3, -3),
		encodeURIComponent(secret),
		Buffer.from(secret).toString('base64').replace(/=+$/, ''),
	];
	return [...new Set(secrets.flatMap(forms))];
}

/** Paths of the files below a directory in which one of the spellings stands. */
export async function filesWith(spellings: readonly string[], directory: string): Promise<readonly string[]> {
	const entries = await readdir(directory, { recursive: true, withFileTypes: true });
	const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
	const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
	return paths.filter((_, index) => spellings.some((spelling) => texts[index]?.includes(spelling)));
}

/** Between two looks at all processes, ms. */
const interval = 10;

/** Looks at the arguments of every process on the machine again and again; gives those that name a secret. */
export function watchArguments(spellings: readonly string[]): { stop(): readonly string[] } {
	const found = new Set<string>();
	const timer = setInterval(() => {
		for (const pid of readdirSync('/proc')) {
			const line = /^\d+$/.test(pid) ? argumentsOf(pid) : '';
			if (spellings.some((spelling) => line.includes(spelling))) found.add(line);
		}
	}, interval);
	return {
		stop() {
			clearInterval(timer);
			return [...found];
		},
	};
}

function argumentsOf(pid: string): string {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
	} catch {
		// It has ended meanwhile.
		return '';
	}
}
