import { describe, expect, it, vi } from 'vitest';
import { topScreen } from '../../../hooks/console-state.ts';
import { exampleNow } from '../../fakes/example-fleet.ts';
import { openTestConsole } from '../../fakes/open-test-console.ts';
import { openTestLog } from '../../fakes/open-test-log.ts';

describe('the key l', () => {
	it('opens the logs of the selected project', () => {
		const { console, press } = openTestConsole();
		press('G', 'l');
		expect(topScreen(console.get())).toEqual({ kind: 'logs', project: 'shop' });
		press('esc');
		expect(topScreen(console.get())).toBeUndefined();
	});

	it('opens the logs of the replica under the cursor', () => {
		const { console, press } = openTestConsole();
		press('G', '2', 'j', 'l');
		expect(console.get().log).toMatchObject({ project: 'shop', berth: 'blue', replica: 2 });
	});
});

describe('a log', () => {
	it('follows the newest lines', () => {
		const { sayMany, rows, note } = openTestLog();
		sayMany(30);
		expect(rows().slice(1)).toEqual(Array.from({ length: 10 }, (_, index) => `  blue-1 line ${21 + index}`));
		expect(note()).toBe('30 lines ● following');
	});

	it('stands still where somebody reads, and says what has come since', () => {
		const { sayMany, rows, note, press } = openTestLog();
		sayMany(30);
		press('k');
		sayMany(5, 31);
		expect(rows()[1]).toBe('  blue-1 line 20');
		expect(note()).toBe('30 lines ○ paused, 5 new');
		press('G');
		expect(rows().at(-1)).toBe('  blue-1 line 35');
	});

	it('moves by lines, pages, to the beginning and back, and not beyond', () => {
		const { sayMany, rows, press } = openTestLog();
		sayMany(30);
		const first = () => rows()[1]?.trim().split(' ').at(-1);
		const seen = ['k', 'pgup', 'g', 'k', 'j', 'ctrl-d', 'pgdn', 'pgdn', 'pgdn'].map((key) => {
			press(key);
			return first();
		});
		expect(seen).toEqual(['20', '11', '1', '1', '2', '7', '16', '21', '21']);
	});

	it('pauses and follows again with f', () => {
		const { sayMany, note, press } = openTestLog();
		sayMany(3);
		press('f');
		expect(note()).toBe('3 lines ○ paused');
		press('f');
		expect(note()).toBe('3 lines ● following');
	});

	it('says what was dropped', () => {
		const { server, sayMany, note } = openTestLog();
		sayMany(3);
		server.logs.feed.set({ dropped: 12_345 });
		expect(note()).toBe('3 lines, 12 345 older dropped ● following');
	});

	it('marks every hit, goes to the newest one while it is typed, and round by n and N', () => {
		const { say, sayMany, rows, press, log } = openTestLog();
		sayMany(20);
		say('blue-2 the needle', 'blue-1 x', 'blue-1 another needle');
		sayMany(20, 21);
		press('/', ...'needle', 'enter');
		expect(log().hit?.text).toBe('another needle');
		expect(rows()[0]).toContain('/needle 2 of 2');
		expect(rows().find((row) => row.startsWith('›'))).toBe('› blue-1 another needle');
		press('n');
		expect(log().hit?.text).toBe('the needle');
		press('N');
		expect(log().hit?.text).toBe('another needle');
		press('esc');
		expect(log().search).toBe('');
	});

	it('says that nothing was found, and why n does nothing', () => {
		const { sayMany, rows, press, console } = openTestLog();
		sayMany(3);
		press('n');
		expect(console.get().message?.text).toBe('n: nothing is searched; / searches');
		press('/', ...'zzz', 'enter');
		expect(rows()[0]).toContain('/zzz no hit');
		press('n');
		expect(console.get().message?.text).toBe('n: no line has zzz');
	});

	it('filters as one types, inverse with !, and Esc while typing takes it back', () => {
		const { say, rows, note, press } = openTestLog();
		say('blue-1 GET /', 'blue-2 POST /', 'blue-1 GET /cart');
		press('&', ...'get');
		expect(rows().slice(1)).toEqual(['  blue-1 GET /', '  blue-1 GET /cart']);
		press('esc');
		expect(rows().slice(1)).toHaveLength(3);
		press('&', ...'!get', 'enter');
		expect(rows().slice(1)).toEqual(['  blue-2 POST /']);
		expect(note()).toContain('1 of 3 lines');
	});

	it('shows errors only, also those that a flood has driven out', () => {
		const { server, say, rows, press } = openTestLog();
		say('!blue-1 ERROR: no', 'blue-1 fine');
		server.logs.feed.set({ entries: [] });
		press('!');
		expect(rows().slice(1)).toEqual(['✕ blue-1 ERROR: no']);
		expect(rows()[0]).toContain('! errors only');
	});

	it('keeps its place when a filter is taken away', () => {
		const { say, sayMany, rows, press } = openTestLog();
		sayMany(50);
		say('blue-2 needle');
		sayMany(50, 51);
		press('&', ...'needle', 'enter', 'f', 'esc');
		expect(rows()).toContain('  blue-2 needle');
	});

	it('shows times, and wraps lines, when asked', () => {
		const { say, rows, press } = openTestLog();
		say(`blue-1 ${'0123456789'.repeat(16)}`);
		press('t');
		expect(rows()[1]).toMatch(/^ {2}14:00:00\.000 blue-1 0123456789/);
		press('t', 'w');
		expect(rows().slice(1)).toEqual([
			`  blue-1 ${'0123456789'.repeat(7)}0`,
			`         ${'1234567890'.repeat(7)}1`,
			'         234567890123456789',
		]);
	});

	it('shows the times of requests, whose text has none, until that is chosen otherwise', () => {
		const { say, rows, press, reopen } = openTestLog();
		say('blue-1 ready');
		expect(rows()[1]).toBe('  blue-1 ready');
		press('v');
		reopen();
		say('access 200 12 ms GET /api/items');
		expect(rows()[1]).toBe('  14:00:00.000 access 200 12 ms GET /api/items');
		press('t');
		expect(rows()[1]).toBe('  access 200 12 ms GET /api/items');
	});

	it('moves long lines to the left and back', () => {
		const { say, rows, press } = openTestLog();
		say(`blue-1 ${'0123456789'.repeat(12)}`);
		press('>');
		expect(rows()[0]).toContain('from column 21');
		press('<', '<');
		expect(rows()[1]).toMatch(/^ {2}blue-1 0123/);
	});

	it('asks the server for the part of the log that a number key names', () => {
		const { server, press, reopen } = openTestLog();
		const asked = ['0', '1', '2', '6'].map((key) => {
			press(key);
			reopen();
			const { range, isFollowed } = server.logs.feed.query;
			return { ...range, isFollowed };
		});
		expect(asked).toEqual([
			{ tail: 1000, isFollowed: true },
			{ head: 1000, isFollowed: false },
			{ tail: 10_000, since: exampleNow - 60_000, isFollowed: true },
			{ tail: 10_000, since: exampleNow - 3_600_000, isFollowed: true },
		]);
	});

	it('goes through all sources, and back, and holds no lines of the one before', () => {
		const { server, press, reopen, log, sayMany, rows } = openTestLog();
		sayMany(3);
		const seen = ['v', ']', 'tab', 'v', '['].map((key) => {
			press(key);
			return log().source;
		});
		expect(seen).toEqual(['access', 'error', 'files', 'failed', 'files']);
		expect(rows().slice(1).join('')).toContain('Reading.');
		reopen();
		expect(server.logs.feeds[0]?.isClosed).toBe(true);
		expect(server.logs.feed.query).toMatchObject({ project: 'shop', source: 'files' });
	});

	it('says what to do where there is nothing', () => {
		const { server, rows, press, reopen } = openTestLog();
		const words = () => rows().slice(1).join(' ').replace(/ +/g, ' ').trim();
		server.logs.feed.set({ state: 'following' });
		expect(words()).toContain('0 shows the last lines');
		press('!');
		expect(words()).toContain('No error in the app log, last 1 000 lines. ! shows all lines.');
		press('esc', '[');
		reopen();
		server.logs.feed.set({ state: 'following' });
		expect(words()).toContain('No replica of shop failed in a change');
		press('[');
		reopen();
		server.logs.feed.set({ state: 'following' });
		expect(words()).toContain('/opt/projects/shop/logs/backend');
		server.logs.feed.set({ trouble: 'connection refused' });
		expect(words()).toContain('connection refused');
	});

	it('saves what is shown and says where', async () => {
		const { server, say, press, console } = openTestLog();
		press('ctrl-s');
		expect(console.get().message?.text).toBe('Ctrl-s: there is no line to save');
		say('blue-1 GET /', 'blue-2 POST /');
		press('&', ...'get', 'enter', 'ctrl-s');
		await vi.waitFor(() => expect(console.get().message?.text).toBe('1 line saved to /opt/projects/shop/logs/app-1.log'));
		expect([...server.logs.saved.values()]).toEqual([['2026-03-01 14:00:00.000  blue-1  GET /']]);
	});

	it('lets nothing in a line change the terminal', () => {
		const { say, rows } = openTestLog();
		say('blue-1 \u{1B}[2Jgone\u{1B}]0;title\u{7}');
		expect(rows()[1]).toBe('  blue-1 gone');
	});

	it('answers a key on 10 000 lines in little time', () => {
		const { sayMany, press, rows } = openTestLog();
		sayMany(10_000);
		press('/', ...'line 9', 'enter');
		const began = process.cpuUsage();
		for (let turn = 0; turn < 20; turn += 1) {
			press('n');
			rows();
		}
		const { user, system } = process.cpuUsage(began);
		expect((user + system) / 1000 / 20).toBeLessThan(20);
	});
});
