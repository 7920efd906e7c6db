import { expect, test, vi } from 'vitest';
import { createFakeCli, type FakeCli } from '../fakes/fake-cli.ts';
import { finished } from '../fakes/fake-control.ts';

/** The command's own modules are only loaded now, which takes its time on a busy machine, ms. */
const loading = { timeout: 10_000 };

/** Starts watching a running operation and presses ctrl-C. */
async function interrupted(...words: readonly string[]): Promise<{ readonly cli: FakeCli; readonly code: Promise<number> }> {
	const cli = createFakeCli({ isTerminal: true });
	cli.control.tell({ at: 1, kind: 'doing', step: 0 });
	const code = cli.run(...words);
	await vi.waitFor(() => expect(cli.out).toHaveLength(1), loading);
	cli.interrupt();
	return { cli, code };
}

test('ctrl-C and l leave the operation running and say how to come back', async () => {
	const { cli, code } = await interrupted('attach', 'shop');
	expect(cli.questions).toEqual(['Leave it running (l), cancel and undo (c), keep watching (Enter)? ']);
	cli.type('l');
	expect(await code).toBe(4);
	expect(cli.out.slice(1)).toEqual(['1 goes on without you.', 'Watch it again with `berth attach 1`, undo it with `berth cancel 1`.']);
	expect(cli.control.asked).toEqual([]);
});

test('ctrl-C and c undo the operation and watch until it is undone', async () => {
	const { cli, code } = await interrupted('attach', 'shop');
	cli.type('c');
	await vi.waitFor(() => expect(cli.control.asked).toEqual(['cancel 1']));
	cli.control.tell(finished('cancelled'));
	expect(await code).toBe(130);
});

test('ctrl-C and Enter go on watching, with nothing missed meanwhile', async () => {
	const { cli, code } = await interrupted('attach', 'shop');
	cli.control.tell({ at: 1, kind: 'doing', step: 1 });
	expect(cli.out).toHaveLength(1);
	cli.type('');
	await vi.waitFor(() => expect(cli.out).toHaveLength(2));
	cli.control.tell(finished('done'));
	expect(await code).toBe(0);
	expect(cli.control.asked).toEqual([]);
});

test('a second ctrl-C leaves the operation running', async () => {
	const { cli, code } = await interrupted('attach', 'shop');
	cli.interrupt();
	expect(await code).toBe(4);
	expect(cli.control.asked).toEqual([]);
});

test('the end of the operation takes the question away', async () => {
	const { cli, code } = await interrupted('attach', 'shop');
	cli.control.tell(finished('done'));
	expect(await code).toBe(0);
	expect(cli.out.at(-1)).toContain('Done: ');
});

test('attach with --json gives every entry as a line and the result at the end', async () => {
	const cli = createFakeCli();
	cli.control.tell({ at: 1, kind: 'doing', step: 0 });
	cli.control.tell(finished('done'));
	expect(await cli.run('attach', '1', '--json')).toBe(0);
	expect(cli.out.map((line) => JSON.parse(line))).toMatchObject([
		{ kind: 'doing', step: 0 },
		{ kind: 'finished', outcome: 'done' },
		{ operation: '1', outcome: 'done' },
	]);
});

test('attach without a name says so when nothing runs', async () => {
	const cli = createFakeCli();
	expect(await cli.run('attach')).toBe(2);
	expect(cli.err[0]).toBe('No operation is running');
});

test('cancel ends with 0 once the operation is undone', async () => {
	const cli = createFakeCli();
	cli.control.tell(finished('cancelled'));
	expect(await cli.run('cancel', 'shop', '--yes')).toBe(0);
	expect(cli.control.asked).toEqual(['cancel 1']);
});

test('cancel ends with 1 when the operation was quicker', async () => {
	const cli = createFakeCli();
	cli.control.tell(finished('done'));
	expect(await cli.run('cancel', 'shop', '--yes')).toBe(1);
});

test('cancel asks on a terminal and shows what would be undone', async () => {
	const cli = createFakeCli({ isTerminal: true });
	cli.type('n');
	expect(await cli.run('cancel', 'shop')).toBe(130);
	expect(cli.out).toContain(' 3. Move traffic of shop.example back');
	expect(cli.control.asked).toEqual([]);
});

test('cancel without a terminal is refused unless somebody agreed to it', async () => {
	const cli = createFakeCli();
	expect(await cli.run('cancel', 'shop')).toBe(2);
	expect(cli.control.asked).toEqual([]);
});

test('resume ends what a dead runner left, and ends as it does', async () => {
	const cli = createFakeCli();
	cli.control.tell(finished('failed'));
	expect(await cli.run('resume', 'shop')).toBe(1);
	expect(cli.control.asked).toEqual(['resume 1']);
});

test('resume without a name finds interrupted operations by their owners', async () => {
	const cli = createFakeCli();
	expect(await cli.run('resume')).toBe(0);
	expect(cli.out).toEqual(['No operation was interrupted']);
	cli.files.put({ '/opt/deploy/locks/shop.json': JSON.stringify({ id: '1', operation: 'deploy', project: 'shop', user: 'anna', pid: 7 }) });
	cli.control.tell(finished('done'));
	expect(await cli.run('resume')).toBe(0);
	expect(cli.control.asked).toEqual(['resume 1']);
});
