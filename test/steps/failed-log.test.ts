import { expect, test } from 'vitest';
import { keepFailedLog } from '../../source/steps/failed-log.ts';
import { FakeFiles } from '../fakes/fake-files.ts';
import { LogDocker } from '../fakes/log-docker.ts';

const directory = '/opt/deploy/projects/shop/failed-logs';
const path = `${directory}/shop-green-1-v2.log`;
const replica = { container: 'shop-green-1', release: 'v2', directory };
const at = Date.UTC(2026, 0, 2, 3, 4, 5);

function replicaThatSaid(...texts: readonly string[]) {
	const docker = new LogDocker();
	docker.start(replica.container);
	docker.say(replica.container, at, ...texts);
	return { docker, files: new FakeFiles() };
}

function numbered(count: number): readonly string[] {
	return Array.from({ length: count }, (_, index) => `line ${index + 1}`);
}

test('tells the last twenty lines of a replica and keeps what came before them, with times, for its owner alone', async () => {
	const host = replicaThatSaid(...numbered(50));
	expect(await keepFailedLog({ host, redact: (text) => text.replaceAll('hush', '[redacted]') }, replica)).toEqual({
		lastLines: numbered(50).slice(-20),
		path,
	});
	expect(host.files.text(path)?.split('\n').slice(0, 2)).toEqual(['2026-01-02T03:04:05.000Z line 1', '2026-01-02T03:04:05.000Z line 2']);
	expect(host.files.text(path)?.split('\n')).toHaveLength(51);
	expect((await host.files.stat(path))?.mode).toBe(0o600);
});

test('keeps no file where the failure tells all there is', async () => {
	const host = replicaThatSaid(...numbered(20));
	expect(await keepFailedLog({ host, redact: (text) => text.replaceAll('hush', '[redacted]') }, replica)).toEqual({
		lastLines: numbered(20),
	});
	expect(await host.files.list(directory)).toEqual([]);
});

test('keeps the end of a log that is larger than a file may be', async () => {
	const host = replicaThatSaid(...numbered(100).map((text) => text.padEnd(64 * 1024, '.')));
	await keepFailedLog({ host, redact: (text) => text.replaceAll('hush', '[redacted]') }, replica);
	const lines = host.files.text(path)?.trimEnd().split('\n') ?? [];
	expect(lines).toHaveLength(64);
	expect(lines.at(-1)).toContain('line 100.');
});

test('keeps the ten newest of such files', async () => {
	const host = replicaThatSaid(...numbered(50));
	await host.files.makeDirectory(directory);
	const older = Array.from({ length: 12 }, (_, index) => `shop-blue-${index + 1}-v1.log`);
	host.files.put(Object.fromEntries(older.map((name) => [`${directory}/${name}`, 'x'])));
	await keepFailedLog({ host, redact: (text) => text.replaceAll('hush', '[redacted]') }, replica);
	const names = await host.files.list(directory);
	expect(names).toHaveLength(10);
	expect(names).toContain('shop-green-1-v2.log');
});

test('tells the failure all the same when the engine is gone, the disk is full or nobody said where', async () => {
	const gone = replicaThatSaid(...numbered(50));
	gone.docker.goDown('connection refused');
	expect(await keepFailedLog({ host: gone, redact: (text) => text }, replica)).toEqual({ lastLines: [] });
	const full = replicaThatSaid(...numbered(50));
	full.files.writeText = () => Promise.reject(new Error('ENOSPC'));
	expect(await keepFailedLog({ host: full, redact: (text) => text }, replica)).toEqual({ lastLines: numbered(50).slice(-20) });
	const before = replicaThatSaid(...numbered(50));
	expect(await keepFailedLog({ host: before, redact: (text) => text }, { ...replica, directory: undefined })).toEqual({
		lastLines: numbered(50).slice(-20),
	});
});

test('keeps no secret that the replica said, in the file and in the failure', async () => {
	const host = replicaThatSaid('hush 0', ...numbered(50), 'hush 51');
	const { lastLines } = await keepFailedLog({ host, redact: (text) => text.replaceAll('hush', '[redacted]') }, replica);
	expect(lastLines.at(-1)).toBe('[redacted] 51');
	expect(host.files.text(path)).toMatch(/^\S+ \[redacted\] 0\n/);
	expect(host.files.text(path)).not.toContain('hush');
});
