import { readdirSync, readFileSync } from 'node:fs';
import { access, readdir, readFile } from 'node:fs/promises';
import { expect, vi } from 'vitest';
import { systemLocks } from '../../../source/host/locks.ts';
import type { AuditEntry, Outcome } from '../../../source/journal/records.ts';
import { type Layout, operationLayout, type ProjectLayout } from '../../../source/server/layout.ts';

/** Where the books of a project are. */
interface Shelf {
	readonly layout: Layout;
	readonly files: ProjectLayout;
}

/** Fails if anything of an operation that ended is still held, runs or lies about, or if its end is not told once. */
export async function expectClosedBooks({ layout, files }: Shelf, id: string, outcome: Outcome): Promise<void> {
	// A runner writes its last line shortly before its process ends.
	await vi.waitFor(() => expect(processesOf(layout.root)).toEqual([]), { timeout: 5_000, interval: 20 });
	expect(await systemLocks.isHeld(files.lock)).toBe(false);
	await expect(access(files.lockOwner)).rejects.toThrow('ENOENT');
	const left = await readdir(operationLayout(layout, id).directory);
	expect(left.sort()).toEqual(['journal.jsonl', 'plan.json', 'runner.log']);
	expect(await readFile(operationLayout(layout, id).log, 'utf8')).toBe('');
	const audit = (await readFile(layout.audit, 'utf8')).trim().split('\n');
	const ends = audit.map((line) => JSON.parse(line) as AuditEntry).filter((entry) => entry.id === id);
	expect(ends.map((entry) => entry.outcome)).toEqual([outcome]);
}

/** Command lines of runners and composes that work on this server. */
function processesOf(root: string): readonly string[] {
	const lines = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.map(commandLine);
	return lines.filter((line) => line.includes(root) && /run-operation|compose/.test(line));
}

function commandLine(pid: string): string {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
	} catch {
		// It has ended meanwhile.
		return '';
	}
}
