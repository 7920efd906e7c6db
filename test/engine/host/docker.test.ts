import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createCommands } from '../../../source/host/commands.ts';
import { createFiles } from '../../../source/host/files.ts';
import type { LogLine } from '../../../source/host/host.ts';
import { buildImage } from '../../../source/steps/build-image.ts';
import { foreignUser, swapForEver } from '../../host/foreign-user.ts';
import { temporaryDirectory } from '../../host/temporary-directory.ts';
import { composeProject, host, image, service } from './lab.ts';

const { compose, docker } = host;

/** Name of a running container with this script. */
async function running(script?: string, extra: object = {}): Promise<string> {
	const project = composeProject({ web: { ...service(script), ...extra } });
	const name = `${project.name}-web`;
	writeFileSync(project.file, JSON.stringify({ services: { web: { ...service(script), ...extra, container_name: name } } }));
	onTestFinished(() => docker.remove(name));
	await compose.up(project);
	return name;
}

async function linesOf(lines: AsyncIterable<LogLine>): Promise<string[]> {
	const read: string[] = [];
	for await (const line of lines) read.push(`${line.stream} ${line.text}`);
	return read;
}

test('tells what engine it is', async () => {
	expect(await docker.info()).toEqual({ version: expect.stringMatching(/^\d+\./) });
});

test('finds containers by label, with their published ports', async () => {
	const value = host.random.id();
	const name = await running(undefined, { network_mode: 'bridge', labels: { 'berth.test': value }, ports: ['127.0.0.1::8000'] });
	const found = await docker.containers({ 'berth.test': value, 'com.docker.compose.project': true });
	expect(found).toMatchObject([{ name, state: 'running', ports: [{ address: '127.0.0.1', container: 8000 }] }]);
	expect(await docker.containers({ 'berth.test': 'other' })).toEqual([]);
	expect(await docker.inspect(name)).toMatchObject({ name, running: true, restarts: 0, labels: { 'berth.test': value } });
});

test('starts, stops, kills and removes, as often as asked', async () => {
	const name = await running();
	await docker.stop(name, 5000);
	await docker.stop(name, 5000);
	expect(await docker.inspect(name)).toMatchObject({ running: false, exitCode: 0, pid: 0 });
	expect(await docker.top(name)).toEqual([]);
	await docker.start(name);
	await docker.start(name);
	await vi.waitFor(async () => expect((await docker.top(name))[0]?.command).toContain('trap'));
	await docker.kill(name, 'SIGKILL');
	await vi.waitFor(async () => expect((await docker.inspect(name))?.exitCode).toBe(137));
	await docker.kill(name, 'SIGKILL');
	await docker.remove(name);
	await docker.remove(name);
	expect(await docker.inspect(name)).toBeUndefined();
});

test('lets a paused container go on, as often as asked, also one that is gone', async () => {
	const name = await running();
	await docker.start(name);
	await createCommands().run(['docker', 'pause', name]);
	expect(await docker.inspect(name)).toMatchObject({ running: true, paused: true });
	await docker.unpause(name);
	await docker.unpause(name);
	expect(await docker.inspect(name)).toMatchObject({ running: true, paused: false, startsWithEngine: true });
	await docker.stop(name, 5000);
	expect(await docker.inspect(name)).toMatchObject({ running: false, startsWithEngine: false });
	await docker.remove(name);
	await docker.unpause(name);
});

test('keeps a stopped container stopped when its engine starts again, and starts one that was started', async () => {
	const name = await running();
	const policy = async () => {
		const words = ['docker', 'inspect', '--format', '{{.HostConfig.RestartPolicy.Name}}', name] as const;
		return (await createCommands().run(words)).stdout.trim();
	};
	await docker.stop(name, 5000);
	expect(await policy()).toBe('no');
	await docker.start(name);
	expect(await policy()).toBe('unless-stopped');
	await docker.remove(name);
	await docker.stop(name, 5000);
});

test('tells a container to reload without a word to the engine, which would not start it again after a reboot', async () => {
	const name = await running("trap 'echo again' HUP; while :; do sleep 0.1; done");
	await vi.waitFor(async () => expect((await docker.top(name))[0]?.command).toContain('trap'));
	const told: string[] = [];
	const end = new AbortController();
	const listening = (async () => {
		for await (const event of docker.events(end.signal)) if (event.labels.name === name) told.push(event.action);
	})().catch(() => undefined);
	await vi.waitFor(async () => {
		await docker.exec(name, ['true'], 5_000);
		expect(told).not.toEqual([]);
	});
	await docker.kill(name, 'SIGHUP');
	await vi.waitFor(async () => expect(await linesOf(docker.logs(name, { tail: 1 }))).toEqual(['stdout again']));
	await docker.stop(name, 5_000);
	await vi.waitFor(() => expect(told).toContain('stop'));
	end.abort();
	await listening;
	expect(told.filter((action) => action === 'kill')).toHaveLength(1);
});

test('tells health and the last output of its check', async () => {
	const healthcheck = { test: ['CMD-SHELL', 'echo not yet; exit 1'], interval: '1s', retries: 1 };
	const name = await running(undefined, { healthcheck });
	const found = await vi.waitUntil(async () => {
		const detail = await docker.inspect(name);
		return detail?.health === 'unhealthy' && detail;
	}, 10_000);
	expect(found).toMatchObject({ healthOutput: 'not yet\n' });
}, 15_000);

test('runs a command in a container, and ends it when the time is up', async () => {
	const name = await running();
	expect(await docker.exec(name, ['sh', '-c', 'echo out; echo err >&2; exit 3'], 5000)).toEqual({
		code: 3,
		stdout: 'out\n',
		stderr: 'err\n',
	});
	await expect(docker.exec(name, ['sleep', '300'], 300)).rejects.toMatchObject({
		what: expect.stringMatching(new RegExp(`^\`sleep .*\`, run in container ${name}, did not end within 0.3 s$`)),
	});
	await vi.waitFor(async () => expect((await docker.top(name)).map((process) => process.command)).not.toContain('sleep 300'));
	await expect(
		docker.exec(name, ['sh', '-c', 'while :; do echo 0123456789012345678901234567890123456789; done'], 30_000),
	).rejects.toMatchObject({
		what: expect.stringContaining('printed more than 4 MiB and was ended'),
	});
	await expect(docker.exec('nonesuch', ['true'], 1000)).rejects.toMatchObject({ kind: 'external' });
});

test('gives the last lines, merged and with their times, and follows until aborted', async () => {
	const name = await running('for i in 1 2 3; do echo out $$i; done; echo err >&2; while :; do sleep 0.2; echo more; done');
	await vi.waitFor(async () =>
		expect(await linesOf(docker.logs(name, { tail: 100 }))).toEqual(expect.arrayContaining(['stdout out 3', 'stderr err', 'stdout more'])),
	);
	const abort = new AbortController();
	const seen: LogLine[] = [];
	for await (const line of docker.logs(name, { tail: 1, follow: true, signal: abort.signal })) {
		seen.push(line);
		if (seen.length === 3) abort.abort();
	}
	expect(seen.map((line) => line.text)).toEqual(['more', 'more', 'more']);
	expect(Math.abs(Date.now() - (seen.at(-1)?.at ?? 0))).toBeLessThan(5000);
	expect(await linesOf(docker.logs('nonesuch', { tail: 1 }))).toEqual([]);
});

test('following ends with the container', async () => {
	const name = await running();
	const following = linesOf(docker.logs(name, { tail: 0, follow: true }));
	await docker.stop(name, 5000);
	expect(await following).toEqual([]);
});

test('a container with a terminal has logs too', async () => {
	const name = await running('echo one; echo two; while :; do sleep 0.1; done', { tty: true });
	await vi.waitFor(async () => expect(await linesOf(docker.logs(name, { tail: 2 }))).toEqual(['stdout one', 'stdout two']));
});

test('tells what happens to containers', async () => {
	const abort = new AbortController();
	const seen: string[] = [];
	const watching = (async () => {
		for await (const event of docker.events(abort.signal)) seen.push(`${event.labels.name} ${event.action}`);
	})();
	const name = await running();
	await docker.kill(name, 'SIGKILL');
	await vi.waitFor(() => expect(seen).toEqual(expect.arrayContaining([`${name} start`, `${name} die`])));
	abort.abort();
	await watching;
});

test('builds, tags, lists and removes images', async () => {
	const tag = `host-test/${host.random.id()}:1`;
	const context = temporaryDirectory();
	writeFileSync(join(context, 'Dockerfile'), `FROM ${image}\nRUN echo being-built\n`);
	onTestFinished(() => docker.removeImage(tag));
	const lines: string[] = [];
	await docker.build({ context, dockerfile: 'Dockerfile', tag, labels: { 'berth.project': 'shop' }, onLine: (line) => lines.push(line) });
	expect(lines.join('\n')).toContain('being-built');
	const built = await docker.image(tag);
	expect(built).toMatchObject({ tags: [tag], size: expect.any(Number) });
	await docker.tagImage(built?.id ?? '', `${tag}-b`);
	expect((await docker.images()).find((one) => one.id === built?.id)?.tags.toSorted()).toEqual([tag, `${tag}-b`]);
	await docker.removeImage(`${tag}-b`);
	await docker.removeImage(`${tag}-b`);
	expect((await docker.image(tag))?.tags).toEqual([tag]);
}, 60_000);

test('another user who swaps directories for links while a release is built gets nothing of others into its image', async () => {
	const stolen = 'root:$6$hash';
	const base = temporaryDirectory();
	chmodSync(base, 0o755);
	const [outside, release] = [join(base, 'outside'), join(base, 'projects', 'shop', 'releases', 'v1')];
	mkdirSync(outside, { mode: 0o700 });
	mkdirSync(join(release, 'sub'), { recursive: true });
	for (const path of [outside, join(release, 'sub'), release]) writeFileSync(join(path, 'shadow'), path === outside ? stolen : 'own');
	writeFileSync(join(release, 'Dockerfile'), 'FROM scratch\nCOPY . /\n');
	for (const path of [join(release, '..'), release, join(release, 'sub'), join(release, 'shadow')])
		chownSync(path, foreignUser, foreignUser);
	const tag = `host-test/${host.random.id()}:1`;
	onTestFinished(() => docker.removeImage(tag));
	const swaps = [release, join(release, 'sub'), join(release, 'shadow')].map((path) => ({
		path,
		target: path.endsWith('shadow') ? join(outside, 'shadow') : outside,
	}));
	const swapper = await swapForEver(swaps);
	onTestFinished(() => void swapper.kill('SIGKILL'));
	const from = { kind: 'build', context: release, dockerfile: join(release, 'Dockerfile'), place: join(base, 'place') } as const;
	const data = { project: 'shop', version: 'v1', image: tag };
	const lines: string[] = [];
	const context = { host: { ...host, files: createFiles(join(base, 'projects')) }, signal: new AbortController().signal };
	let built = 0;
	for (const deadline = Date.now() + 20_000; built < 6 && Date.now() < deadline; ) {
		const done = await buildImage(data, from, { ...context, report: (line) => void lines.push(line) }).then(
			() => true,
			(error: Error) => void lines.push(error.message),
		);
		if (done !== true) continue;
		built += 1;
		const saved = join(base, 'image.tar');
		await createCommands().run(['docker', 'save', '--output', saved, tag]);
		expect(readFileSync(saved, 'latin1')).not.toContain(stolen);
	}
	expect(lines.join('\n')).not.toContain(stolen);
	expect([built, existsSync(from.place)]).toEqual([6, false]);
}, 60_000);

test('a build or pull that fails is told with its last lines', async () => {
	const context = temporaryDirectory();
	writeFileSync(join(context, 'Dockerfile'), `FROM ${image}\nRUN echo broken-here && false\n`);
	const building = docker.build({ context, dockerfile: 'Dockerfile', tag: 'host-test/broken:1', labels: {}, onLine: () => {} });
	await expect(building).rejects.toMatchObject({
		what: 'Docker could not build host-test/broken:1',
		// BuildKit says it with the step and its time, and not always once more by itself as the classic builder does.
		output: expect.arrayContaining([expect.stringMatching(/^(?:#\d+ [\d.]+ )?broken-here$/)]),
	});
	await expect(docker.pull('127.0.0.1:1/nonesuch:1', () => {})).rejects.toMatchObject({
		what: 'Docker could not pull 127.0.0.1:1/nonesuch:1',
	});
}, 60_000);

test('makes and removes networks, never two of a name', async () => {
	const network = {
		name: `host-${host.random.id()}`,
		subnet: '10.231.77.0/24',
		range: '10.231.77.128/25',
		gateway: '10.231.77.1',
		labels: { 'berth.project': 'shop' },
	};
	onTestFinished(() => docker.removeNetwork(network.name));
	await docker.createNetwork(network);
	expect(await docker.networks()).toContainEqual({
		id: expect.any(String),
		name: network.name,
		subnets: [network.subnet],
		range: network.range,
		gateway: network.gateway,
		labels: network.labels,
	});
	await expect(docker.createNetwork(network)).rejects.toMatchObject({ why: expect.stringContaining('already exists') });
	await docker.removeNetwork(network.name);
	await docker.removeNetwork(network.name);
});
