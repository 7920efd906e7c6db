import { expect, test, vi } from 'vitest';
import { exampleShop, exampleSnapshot } from '../../fakes/example-snapshot.ts';
import { createFakeCli, type FakeCli } from '../../fakes/fake-cli.ts';

const mebibyte = 1024 ** 2;

/** What a container has used of the CPU so far, µs, and of the memory, MiB. */
function use(cli: FakeCli, id: string, cpu: number, memory: number): void {
	const directory = `/sys/fs/cgroup/docker/${id}`;
	cli.files.put({
		[`${directory}/cpu.stat`]: `usage_usec ${cpu}\n`,
		[`${directory}/memory.current`]: `${memory * mebibyte}\n`,
		[`${directory}/memory.stat`]: 'inactive_file 0\n',
	});
}

function cliWithContainers(options: { readonly isTerminal?: boolean } = {}): FakeCli {
	const cli = createFakeCli(options);
	cli.details = { 'id-1': { pid: 7 } };
	cli.files.put({ '/proc/7/cgroup': '0::/docker/id-1\n' });
	for (const [id, memory] of [
		['id-1', 100],
		['id-2', 200],
		['pg', 50],
	] as const)
		use(cli, id, 1_000_000, memory);
	return cli;
}

async function second(cli: FakeCli): Promise<void> {
	await vi.waitFor(() => expect(cli.clock.sleeping).toBe(1));
	await cli.clock.advance(1000);
}

test('top shows CPU and memory of each replica and service, from two readings a second apart', async () => {
	const cli = cliWithContainers();
	const code = cli.run('top', 'shop');
	await vi.waitFor(() => expect(cli.clock.sleeping).toBe(1));
	use(cli, 'id-1', 1_250_000, 100);
	use(cli, 'id-2', 2_500_000, 200);
	await cli.clock.advance(1000);
	expect(await code).toBe(0);
	expect(cli.out).toEqual([
		'project  container      berth  release    cpu   memory',
		'shop     shop-blue-1    blue   v41       25 %  100 MiB',
		'shop     shop-blue-2    blue   v41      150 %  200 MiB',
		'shop     shop-postgres                    0 %   50 MiB',
	]);
});

test('top gives scripts numbers, with the sum of each project', async () => {
	const cli = cliWithContainers();
	const code = cli.run('top', '--json');
	await second(cli);
	expect(await code).toBe(0);
	expect(cli.json()).toMatchObject({
		takenAt: cli.clock.now(),
		projects: [
			{ project: 'blog', containers: [] },
			{
				project: 'shop',
				cpu: 0,
				memory: 350 * mebibyte,
				containers: [{ name: 'shop-blue-1', berth: 'blue', index: 1, cpu: 0, memory: 100 * mebibyte }, {}, { service: 'postgres' }],
			},
		],
	});
});

test('top --follow prints a line for each container and second, the heading once, and ends with 0 on ctrl-C', async () => {
	const cli = cliWithContainers();
	const code = cli.run('top', 'shop', '--follow');
	await second(cli);
	await second(cli);
	await vi.waitFor(() => expect(cli.out).toHaveLength(7));
	expect(cli.out[0]).toMatch(/^time \(UTC\) +project/);
	expect(cli.out[4]).toMatch(/^2030-01-10 00:00:02 +shop +shop-blue-1 .* 0 % +100 MiB$/);
	cli.interrupt();
	expect(await code).toBe(0);
	expect(cli.clock.sleeping).toBe(0);
});

test('top --follow --json gives an object a second', async () => {
	const cli = cliWithContainers();
	const code = cli.run('top', '--follow', '--json');
	await second(cli);
	await second(cli);
	await vi.waitFor(() => expect(cli.out).toHaveLength(2));
	expect(cli.out.map((line) => (JSON.parse(line) as { takenAt: number }).takenAt % 10_000)).toEqual([1000, 2000]);
	cli.interrupt();
	expect(await code).toBe(0);
});

test('top --follow paints over the same lines of a terminal and never more than it has', async () => {
	const cli = cliWithContainers({ isTerminal: true });
	cli.rows = 4;
	const code = cli.run('top', '--follow');
	await second(cli);
	await second(cli);
	await vi.waitFor(() => expect(cli.out).toHaveLength(2));
	expect(cli.out[0]?.startsWith('\u{1B}[2J\u{1B}[H')).toBe(true);
	expect(cli.out[1]?.startsWith('\u{1B}[H')).toBe(true);
	expect(cli.out[1]?.split('\n')).toHaveLength(3);
	expect(cli.out[1]).toContain('… and 3 more');
	cli.interrupt();
	expect(await code).toBe(0);
});

test('top --follow ends when nobody reads any more', async () => {
	const cli = cliWithContainers();
	const code = cli.run('top', '--follow');
	await second(cli);
	cli.stopReading();
	expect(await code).toBe(0);
});

test('top says so when Docker is down, when nothing runs and when the kernel knows none of the containers', async () => {
	const cli = createFakeCli();
	cli.snapshot = {
		...exampleSnapshot,
		engine: { kind: 'down', why: 'connection refused' },
		projects: [{ ...exampleShop, replicas: [], services: [] }],
	};
	expect(await cli.run('top', 'shop')).toBe(0);
	expect(cli.out).toEqual(['Docker does not answer: connection refused', 'No container of shop runs']);
	const blind = createFakeCli();
	const code = blind.run('top');
	await second(blind);
	expect(await code).toBe(0);
	expect(blind.out[0]).toContain('is the engine on another one?');
	expect(await createFakeCli().run('top', 'shpo')).toBe(2);
});
