import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IPty, spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { layoutOf } from '../../source/server/layout.ts';
import { ownEnvironment, program } from './setup/run-berth.ts';

/** A busy machine makes it slow, not wrong, ms. */
const patience = 20_000;

/** What the operator sees before the console itself can draw, in a terminal. */
describe('the first frame', () => {
	const roots: string[] = [];
	const children: IPty[] = [];
	afterEach(async () => {
		for (const child of children.splice(0)) child.kill('SIGKILL');
		for (const root of roots.splice(0)) await rm(root, { recursive: true, force: true });
	});

	/** Opens the console on a server with these settings, at a terminal on which something was written before. */
	async function openConsole(settings: string) {
		const root = await mkdtemp(join(tmpdir(), 'berth-first-'));
		roots.push(root);
		const { serverFile } = layoutOf(root);
		await mkdir(join(serverFile, '..'), { recursive: true });
		await writeFile(serverFile, settings);
		const terminal = new headless.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
		terminal.write('$ berth\r\n');
		const child = spawn(program, ['--root', root], { cols: 80, rows: 24, env: ownEnvironment });
		children.push(child);
		const shown: string[] = [];
		const text = () => {
			const { active } = terminal.buffer;
			return Array.from({ length: 24 }, (_, row) => active.getLine(row)?.translateToString(true) ?? '').join('\n');
		};
		child.onData((data) => terminal.write(data, () => shown.push(`${terminal.buffer.active.type}: ${text()}`)));
		const ended = new Promise<{ code: number; signal: number | undefined }>((resolve) =>
			child.onExit(({ exitCode, signal }) => terminal.write('', () => resolve({ code: exitCode, signal }))),
		);
		return { terminal, child, shown, text, ended };
	}

	test('is there first, and leaves the terminal to the error if the server cannot be opened', async () => {
		const { terminal, shown, text, ended } = await openConsole('engine: [\n');
		expect((await ended).code).toBe(2);
		expect(shown[0]?.trimEnd()).toBe(`normal: $ berth\nBerth ${hostname()}  Observing the server.`);
		expect(shown[1]).toMatch(/^alternate: Berth \S+\n\n {2}Observing the server\./);
		expect(terminal.buffer.active.type).toBe('normal');
		expect(text()).toMatch(/^\$ berth\n.*server\.yml/s);
		expect(text()).not.toContain('Observing');
	});

	test('gives the terminal back when a signal ends it', async () => {
		const { terminal, child, text, ended } = await openConsole('engine: {host: unix:///nobody/docker.sock}\n');
		await vi.waitFor(() => expect(terminal.buffer.active.type).toBe('alternate'), { timeout: patience, interval: 1 });
		child.kill('SIGTERM');
		await ended;
		expect(terminal.buffer.active.type).toBe('normal');
		expect(text().trim()).toBe('$ berth');
	});

	test('shows what there is before the console is loaded, and keeps the keys that are pressed meanwhile for it', async () => {
		const { child, shown, text, ended } = await openConsole('engine: {host: unix:///nobody/docker.sock}\n');
		await vi.waitFor(() => expect(text()).toContain('No project yet'), { timeout: patience, interval: 1 });
		child.write('?');
		await vi.waitFor(() => expect(text()).toContain('Esc close'), { timeout: patience });
		// The keys of the console are not named before they do something.
		expect(shown.filter((screen) => screen.includes('No project yet'))[0]).not.toContain('? help');
		for (const screen of shown.filter((one) => one.startsWith('alternate') && !one.includes('Esc close')))
			expect(screen).not.toContain('?\n');
		child.write('qq');
		expect((await ended).code).toBe(0);
	});

	test('makes way for the console, with nothing of it left', async () => {
		const { terminal, child, text, ended } = await openConsole('engine: {host: unix:///nobody/docker.sock}\n');
		await vi.waitFor(() => expect(text()).toContain('? help'), { timeout: patience });
		expect(text()).toContain('No project yet');
		expect(text()).not.toContain('Observing');
		child.write('q');
		expect((await ended).code).toBe(0);
		expect(terminal.buffer.active.type).toBe('normal');
		expect(text().trim()).toBe('$ berth');
	});
});
