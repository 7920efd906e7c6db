import { expect, test, vi } from 'vitest';
import { exampleSnapshot } from '../fakes/example-snapshot.ts';
import { createFakeCli } from '../fakes/fake-cli.ts';

const now = exampleSnapshot.takenAt;

/** A program beside three replicas of shop that have said something. */
function shopThatSays() {
	const cli = createFakeCli();
	for (const replica of [1, 2, 3]) cli.containers.start(`shop-blue-${replica}`);
	cli.containers.say('shop-blue-1', now - 3_600_000, 'an hour ago');
	cli.containers.say('shop-blue-1', now - 2000, 'GET / 200');
	cli.containers.say('shop-blue-2', now - 1500, 'ERROR: no database', '    at connect (db.js:1:2)');
	cli.containers.say('shop-blue-3', now - 1000, 'GET /cart 200');
	return cli;
}

test('logs merges all replicas by time, each line with its replica', async () => {
	const cli = shopThatSays();
	expect(await cli.run('logs', 'shop')).toBe(0);
	expect(cli.out).toEqual([
		'blue-1  an hour ago',
		'blue-1  GET / 200',
		'blue-2  ERROR: no database',
		'blue-2      at connect (db.js:1:2)',
		'blue-3  GET /cart 200',
	]);
});

test('logs --errors shows errors with their stack, and how far it looked', async () => {
	const cli = shopThatSays();
	await cli.run('logs', 'shop', '--errors');
	expect(cli.out).toEqual(['blue-2  ERROR: no database', 'blue-2      at connect (db.js:1:2)']);
	expect(cli.err).toEqual(['2 of the last 10000 lines of each replica; `--since 24h` looks further back']);
});

test('logs --grep finds a text in any case, and --invert what lacks it', async () => {
	const cli = shopThatSays();
	await cli.run('logs', 'shop', '--grep', 'get /', '--since', '5m');
	expect(cli.out).toEqual(['blue-1  GET / 200', 'blue-3  GET /cart 200']);
	const inverse = shopThatSays();
	await inverse.run('logs', 'shop', '--grep', 'get /', '--invert', '--since', '5m');
	expect(inverse.out).toHaveLength(2);
});

test('logs --since, --tail, --replica and --times show what they say', async () => {
	const cli = shopThatSays();
	await cli.run('logs', 'shop', '--since', '1m', '--replica', '1', '--times');
	expect(cli.out).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} {2}blue-1 {2}GET \/ 200$/)]);
	const last = shopThatSays();
	await last.run('logs', 'shop', '--tail', '1');
	expect(last.out.map((line) => line.slice(0, 6))).toEqual(['blue-1', 'blue-2', 'blue-3']);
});

test('logs --json is one document, however long', async () => {
	const cli = shopThatSays();
	await cli.run('logs', 'shop', '--json', '--errors');
	expect(cli.json()).toEqual({
		project: 'shop',
		source: 'app',
		lines: [
			{ time: new Date(now - 1500).toISOString(), from: 'blue-2', text: 'ERROR: no database', error: true },
			{ time: new Date(now - 1500).toISOString(), from: 'blue-2', text: '    at connect (db.js:1:2)', error: true },
		],
	});
});

test('logs --follow goes on until ctrl-C, with a replica that a deploy starts', async () => {
	const cli = shopThatSays();
	const code = cli.run('logs', 'shop', '--follow', '--tail', '0');
	await vi.waitFor(() => expect(cli.containers.streams).toBe(3));
	cli.containers.say('shop-blue-1', now + 100, 'new');
	cli.containers.start('shop-green-1', now + 200);
	cli.containers.say('shop-green-1', now + 300, 'hello');
	await cli.clock.advance(2600);
	expect(cli.out).toEqual(['blue-1  new', 'green-1  hello', 'berth    -- green-1 started with v1']);
	cli.interrupt();
	expect(await code).toBe(0);
	await vi.waitFor(() => expect(cli.containers.streams).toBe(0));
});

test('logs --follow --json gives each line as an object', async () => {
	const cli = shopThatSays();
	const code = cli.run('logs', 'shop', '--follow', '--tail', '1', '--replica', '3', '--json');
	await vi.waitFor(() => expect(cli.out).toHaveLength(1));
	expect(JSON.parse(cli.out[0] ?? '')).toMatchObject({ from: 'blue-3', text: 'GET /cart 200', error: false });
	cli.interrupt();
	expect(await code).toBe(0);
});

test('logs shows the site’s access and error log, the app’s files, and what failed replicas said', async () => {
	const cli = shopThatSays();
	cli.files.put({
		'/opt/nginx/logs/shop/access.log': '{"time":"1000.5","status":"503","took":"0.1","method":"GET","uri":"/"}\n',
		'/opt/nginx/logs/shop/error.log': '2026/03/01 14:02:11 [error] refused\n',
		'/opt/projects/shop/logs/backend/worker.log': 'job 7 done\n',
		'/opt/deploy/projects/shop/failed-logs/shop-green-1-v2.log': '2026-03-01T14:02:11.000Z no database\n',
	});
	for (const source of ['access', 'error', 'files', 'failed']) await cli.run('logs', 'shop', '--source', source);
	expect(cli.out).toEqual([
		'access  503   100 ms  GET /',
		'error  2026/03/01 14:02:11 [error] refused',
		'worker.log  job 7 done',
		'shop-green-1-v2.log  2026-03-01T14:02:11.000Z no database',
	]);
});

test('logs lets nothing in a line change the terminal', async () => {
	const cli = shopThatSays();
	cli.containers.say('shop-blue-1', now, '\u{1B}[31mred\u{1B}[0m\u{7}\u{1B}]0;title\u{7} end');
	await cli.run('logs', 'shop', '--grep', 'end', '--since', '1m');
	expect(cli.out).toEqual(['blue-1  red� end']);
});

test('logs says what is wrong and what to do', async () => {
	const cli = shopThatSays();
	for (const words of [
		['shopp'],
		['shop', '--replica', '9'],
		['shop', '--source', 'error', '--replica', '1'],
		['shop', '--invert'],
		['shop', '--since', 'x'],
	])
		expect(await cli.run('logs', ...words)).toBe(2);
	expect(cli.err.filter((_, index) => index % 2 === 0)).toEqual([
		expect.stringContaining('There is no project shopp'),
		'shop has no replica 9',
		'--replica goes with --source app: the error log is not a replica’s',
		'--invert needs a text',
		expect.stringContaining('--since'),
	]);
	expect(cli.out).toEqual([]);
});

test('logs tells an engine that does not answer', async () => {
	const cli = shopThatSays();
	cli.containers.goDown('connection refused');
	expect(await cli.run('logs', 'shop')).toBe(1);
	expect(cli.err.join('\n')).toContain('connection refused');
});
