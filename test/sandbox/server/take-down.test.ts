import { expect, test } from 'vitest';
import { takeDown } from '../../../source/sandbox/server/take-down.ts';
import { fakeSession, root } from '../fake-session.ts';

const record = JSON.stringify({ engine: { host: 'unix:///theirs.sock', own: false }, imagesBefore: [] });
const recordPath = '/srv/berth/.sandbox/record.json';

test('finds nothing to do where no sandbox is, and changes nothing', async () => {
	const session = fakeSession({});
	await takeDown(session);
	expect(session.asked).toEqual(['docker --host unix:///var/run/docker.sock version --format {{.Server.Version}}']);
});

test('keeps its files while the engine it was made on is silent, since they say what to remove there', async () => {
	const session = fakeSession({}, { [recordPath]: record });
	await expect(takeDown(session)).rejects.toMatchObject({ kind: 'refused', what: expect.stringContaining('unix:///theirs.sock') });
	expect(await session.files.readText(recordPath)).toBe(record);
});

test("undoes operations that still work before their directories go, by Berth's own command", async () => {
	const operation = { id: 'op1', operation: 'deploy', alive: true };
	const status = JSON.stringify({ proxy: { running: true }, projects: [{ name: 'shop', healthy: 3, wanted: 3, operation }] });
	const tree = { [recordPath]: record, [`${root}/deploy/server.yml`]: '', '/srv/berth/dist/berth.js': '' };
	const session = fakeSession({ ' version ': '28', ' status ': status, ' cancel ': '{"outcome":"cancelled"}', ' ps ': '' }, tree);
	await takeDown(session);
	const cancel = session.asked.findIndex((line) => line.includes(`/srv/berth/dist/berth.js cancel op1 --yes --root ${root} --json`));
	expect(cancel).toBeGreaterThan(-1);
	expect(cancel).toBeLessThan(session.asked.findIndex((line) => line.includes(' ps ')));
	expect(await session.files.stat('/srv/berth/.sandbox')).toBeUndefined();
});

test("leaves the engine tests' directory alone", async () => {
	const session = fakeSession({ ' version ': '28', ' ps ': '' }, { [recordPath]: record, '/srv/berth/.sandbox/test/x/file': 'x' });
	await takeDown(session);
	expect(await session.files.list('/srv/berth/.sandbox')).toEqual(['test']);
});
