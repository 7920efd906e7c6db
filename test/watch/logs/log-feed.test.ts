import { expect, onTestFinished, test } from 'vitest';
import { layoutOf } from '../../../source/server/layout.ts';
import type { LogRange, LogSource } from '../../../source/watch/logs/log-entry.ts';
import { feedLimits } from '../../../source/watch/logs/log-feed.ts';
import { createLogReader } from '../../../source/watch/logs/log-reader.ts';
import { FakeFiles } from '../../fakes/fake-files.ts';
import { LogDocker } from '../../fakes/log-docker.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

function openFeed({
	source = 'app',
	range = { tail: 1000 },
	isFollowed = true,
}: {
	source?: LogSource;
	range?: LogRange;
	isFollowed?: boolean;
} = {}) {
	const docker = new LogDocker();
	const files = new FakeFiles();
	const clock = new ManualClock();
	docker.start('shop-blue-1');
	docker.start('shop-blue-2');
	const reader = createLogReader({ docker: docker as never, files, clock }, layoutOf('/opt'));
	const open = () => {
		const feed = reader.open({ project: 'shop', source, range, isFollowed });
		onTestFinished(feed.close);
		return feed;
	};
	return { docker, files, clock, reader, open };
}

const texts = (entries: readonly { readonly text: string }[]) => entries.map(({ text }) => text);

test('shows what is there, then what comes', async () => {
	const { docker, clock, open } = openFeed();
	docker.say('shop-blue-1', 1, 'one');
	const feed = open();
	await clock.advance(0);
	expect(feed.get()).toMatchObject({ state: 'following', received: 1, dropped: 0 });
	docker.say('shop-blue-2', 3, 'three');
	docker.say('shop-blue-1', 2, 'two');
	await clock.advance(400);
	expect(texts(feed.get().entries)).toEqual(['one', 'two', 'three']);
});

test('calls back at most five times a second and keeps its bounds under 20 000 lines a second', async () => {
	const { docker, clock, open } = openFeed();
	const feed = open();
	await clock.advance(0);
	let calls = 0;
	feed.subscribe(() => {
		calls += 1;
	});
	const words = 'x'.repeat(200);
	const began = process.cpuUsage();
	for (let tenth = 0; tenth < 50; tenth += 1) {
		const lines = Array.from({ length: 1000 }, (_, index) => `${tenth} ${index} ${words}`);
		docker.say('shop-blue-1', clock.now(), ...lines);
		docker.say('shop-blue-2', clock.now(), ...lines);
		await clock.advance(100);
	}
	await clock.advance(400);
	const { user, system } = process.cpuUsage(began);
	const { entries, received, dropped } = feed.get();
	expect(received).toBe(100_000);
	expect(entries).toHaveLength(feedLimits.lines);
	expect(dropped).toBe(received - entries.length);
	expect(calls).toBeLessThanOrEqual(27);
	// Five seconds of that flood; a core would be lost with 5 000 ms.
	expect((user + system) / 1000).toBeLessThan(2500);
});

test('does not grow with the length of lines either', async () => {
	const { docker, clock, open } = openFeed();
	const feed = open();
	await clock.advance(0);
	for (let turn = 0; turn < 100; turn += 1) {
		docker.say('shop-blue-1', clock.now(), ...Array.from({ length: 100 }, () => 'y'.repeat(16 * 1024)));
		await clock.advance(200);
	}
	const { entries } = feed.get();
	expect(entries.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(feedLimits.characters);
	expect(entries.at(-1)?.text).toHaveLength(4097);
});

test('keeps errors that a flood of other lines has driven out', async () => {
	const { docker, clock, open } = openFeed();
	const feed = open();
	await clock.advance(0);
	docker.say('shop-blue-1', clock.now(), 'ERROR: the one that counts');
	docker.say('shop-blue-1', clock.now(), ...Array.from({ length: 30_000 }, (_, index) => `line ${index}`));
	await clock.advance(400);
	expect(texts(feed.get().entries)).not.toContain('ERROR: the one that counts');
	expect(texts(feed.get().errors)).toEqual(['ERROR: the one that counts']);
});

test('stops at the beginning of a log when that is asked for', async () => {
	const { docker, clock, open } = openFeed({ range: { head: 2 }, isFollowed: false });
	docker.say('shop-blue-1', 1, 'one', 'two', 'three');
	const feed = open();
	await clock.advance(0);
	expect(feed.get()).toMatchObject({ state: 'whole' });
	expect(texts(feed.get().entries)).toEqual(['one', 'two']);
});

test('says why there is nothing while the engine is away, and begins when it is back', async () => {
	const { docker, clock, open } = openFeed();
	docker.say('shop-blue-1', 1, 'one');
	docker.goDown('connection refused');
	const feed = open();
	await clock.advance(0);
	expect(feed.get()).toMatchObject({ trouble: 'connection refused', entries: [] });
	docker.comeBack();
	await clock.advance(2000);
	expect(feed.get().trouble).toBeUndefined();
	expect(texts(feed.get().entries)).toEqual(['one']);
});

test('leaves nothing running and says nothing once it is closed', async () => {
	const { docker, clock, open } = openFeed();
	const feed = open();
	await clock.advance(0);
	expect(docker.streams).toBe(2);
	let calls = 0;
	feed.subscribe(() => {
		calls += 1;
	});
	feed.close();
	await clock.advance(1000);
	expect([docker.streams, clock.sleeping, calls]).toEqual([0, 0, 0]);
});

test('reads the access log of the site in words, with every 5xx as an error', async () => {
	const { files, clock, open } = openFeed({ source: 'access' });
	const line = (status: string) => `{"time":"1893456000.5","status":"${status}","took":"0.004","method":"GET","uri":"/cart"}\n`;
	files.put({ '/opt/nginx/logs/shop/access.log': line('200') + line('502') });
	const feed = open();
	await clock.advance(0);
	expect(feed.get().entries.map(({ from, text, kind }) => `${from} ${kind} ${text}`)).toEqual([
		'access plain 200     4 ms  GET /cart',
		'access error 502     4 ms  GET /cart',
	]);
});

test('saves lines under the project’s logs, readable for its owner alone, and says where', async () => {
	const { files, reader } = openFeed();
	const path = await reader.save('shop', 'app', ['one', 'two']);
	expect(path).toBe('/opt/projects/shop/logs/app-20300101-000000.log');
	expect(files.text(path)).toBe('one\ntwo\n');
	expect((await files.stat(path))?.mode).toBe(0o600);
});
