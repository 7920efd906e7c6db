import { expect, test } from 'vitest';
import { createContainerOrigin } from '../../../source/watch/logs/container-origin.ts';
import type { LogEntry, LogRange } from '../../../source/watch/logs/log-entry.ts';
import { mergeByTime } from '../../../source/watch/logs/merge-by-time.ts';
import { LogDocker } from '../../fakes/log-docker.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

function openContainers(range: LogRange = { tail: 100 }) {
	const docker = new LogDocker();
	const clock = new ManualClock(10_000);
	const query = { project: 'shop', source: 'app', range, isFollowed: true } as const;
	const origin = createContainerOrigin({ docker: docker as never, clock }, query);
	const seen: LogEntry[] = [];
	const troubles: (string | undefined)[] = [];
	const abort = new AbortController();
	const sink = {
		add: (entries: readonly LogEntry[]) => void seen.push(...entries),
		trouble: (why: string | undefined) => void troubles.push(why),
	};
	return {
		docker,
		clock,
		troubles,
		abort,
		async read() {
			const found: string[] = [];
			for await (const { from, text } of mergeByTime(await origin.read(abort.signal))) found.push(`${from}: ${text}`);
			return found;
		},
		async more(ms = 2000) {
			if (clock.sleeping === 0) void origin.follow(sink, abort.signal);
			await clock.advance(ms);
			return seen.splice(0).map(({ from, text }) => `${from}: ${text}`);
		},
	};
}

test('merges the lines of all replicas by their time, with short names', async () => {
	const { docker, read } = openContainers();
	docker.start('shop-blue-1');
	docker.start('shop-blue-2');
	docker.start('blog-blue-1');
	docker.say('shop-blue-1', 1, 'a');
	docker.say('shop-blue-2', 2, 'b');
	docker.say('shop-blue-1', 3, 'c');
	docker.say('blog-blue-1', 2, 'another project');
	expect(await read()).toEqual(['blue-1: a', 'blue-2: b', 'blue-1: c']);
});

test('follows from where reading ended, without a line twice or lost, also of the same moment', async () => {
	const { docker, read, more } = openContainers();
	docker.start('shop-blue-1');
	docker.say('shop-blue-1', 5, 'one', 'two');
	expect(await read()).toEqual(['blue-1: one', 'blue-1: two']);
	docker.say('shop-blue-1', 5, 'three');
	expect(await more(0)).toEqual(['blue-1: three']);
	docker.say('shop-blue-1', 6, 'four');
	expect(await more()).toEqual(['blue-1: four']);
});

test('picks up a replica that a deploy starts, and says so', async () => {
	const { docker, read, more } = openContainers();
	docker.start('shop-blue-1');
	await read();
	await more(0);
	docker.start('shop-green-1', 11_000);
	docker.say('shop-green-1', 11_500, 'hello');
	expect(await more()).toEqual(['berth: green-1 started with v1', 'green-1: hello']);
});

test('says that a replica stopped, started again and went', async () => {
	const { docker, read, more } = openContainers();
	docker.start('shop-blue-1');
	docker.start('shop-blue-2');
	await read();
	await more(0);
	docker.stop('shop-blue-1');
	expect(await more()).toEqual(['berth: blue-1 stopped']);
	docker.start('shop-blue-1');
	docker.say('shop-blue-1', 15_000, 'back');
	expect(await more()).toEqual(['berth: blue-1 started again', 'blue-1: back']);
	docker.remove('shop-blue-2');
	expect(await more()).toEqual(['berth: blue-2 is gone']);
});

test('says that the engine went away, tries again, and goes on without a line twice', async () => {
	const { docker, read, more, troubles } = openContainers();
	docker.start('shop-blue-1');
	docker.say('shop-blue-1', 5, 'one');
	await read();
	await more(0);
	docker.goDown('connection refused');
	expect(await more(6000)).toEqual(['berth: Docker does not answer, trying again: connection refused']);
	docker.comeBack();
	docker.say('shop-blue-1', 14_000, 'two');
	expect((await more()).sort()).toEqual(['berth: Docker answers again', 'blue-1: two']);
	expect(troubles.at(-1)).toBeUndefined();
	expect(docker.streams).toBe(1);
});

test('leaves out what an engine tells ever later, says so, and goes on at the end', async () => {
	const { docker, clock, read, more } = openContainers();
	docker.start('shop-blue-1');
	docker.say('shop-blue-1', 10_000, 'on time');
	await read();
	await more(0);
	docker.say('shop-blue-1', 10_100, 'still on time');
	await more(20_000);
	docker.say('shop-blue-1', 12_000, ...Array.from({ length: 5000 }, (_, index) => `late ${index}`));
	const seen = await more(0);
	expect(seen.at(5000)).toBe('berth: about 18 s of blue-1 left out: it writes faster than Docker tells');
	expect(docker.asked.at(-1)?.options).toMatchObject({ tail: 1000, follow: true });
	docker.say('shop-blue-1', clock.now(), 'now');
	expect(await more(0)).toEqual(['blue-1: now']);
	expect(docker.streams).toBe(1);
});

test('gives nothing older than what was asked for once it follows', async () => {
	const { docker, read, more } = openContainers({ since: 9000 });
	docker.start('shop-blue-1');
	docker.say('shop-blue-1', 5, 'old');
	expect(await read()).toEqual([]);
	expect(await more(0)).toEqual([]);
});

test('gives the first lines where the beginning is asked for', async () => {
	const { docker, read } = openContainers({ head: 2 });
	docker.start('shop-blue-1');
	docker.say('shop-blue-1', 5, 'one', 'two', 'three');
	expect(await read()).toEqual(['blue-1: one', 'blue-1: two']);
});

test('takes the lines of a stack trace with the error they belong to', async () => {
	const docker = new LogDocker();
	docker.start('shop-blue-1');
	docker.say('shop-blue-1', 5, 'TypeError: no', '    at run (app.js)', 'GET / 200');
	const query = { project: 'shop', source: 'app', range: {}, isFollowed: false } as const;
	const origin = createContainerOrigin({ docker: docker as never, clock: new ManualClock() }, query);
	const kinds: string[] = [];
	for await (const { kind } of mergeByTime(await origin.read(new AbortController().signal))) kinds.push(kind);
	expect(kinds).toEqual(['error', 'error', 'plain']);
});

test('leaves no stream open when it is aborted', async () => {
	const { docker, read, more, abort } = openContainers();
	docker.start('shop-blue-1');
	await read();
	await more(0);
	expect(docker.streams).toBe(1);
	abort.abort();
	await more(0);
	expect(docker.streams).toBe(0);
});
