import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ComposeProject } from '../../../source/host/host.ts';
import { temporaryDirectory } from '../../host/temporary-directory.ts';
import { composeProject, host, service } from './lab.ts';

const { compose, docker } = host;

function started(project: ComposeProject): ComposeProject {
	onTestFinished(() => compose.down(project));
	return project;
}

const containersOf = (project: ComposeProject) => docker.containers({ 'com.docker.compose.project': project.name });

test('tells its version', async () => {
	expect(await compose.version()).toMatch(/^\d+\.\d+/);
});

test('starts what is missing and leaves alone what is there, even if the file has changed', async () => {
	const project = started(composeProject({ one: service() }));
	await compose.up(project);
	const [before] = await containersOf(project);
	expect(before?.state).toBe('running');
	writeFileSync(project.file, JSON.stringify({ services: { one: { ...service(), labels: { changed: 'yes' } }, two: service() } }));
	await compose.up(project);
	const after = await containersOf(project);
	expect(after.map((container) => container.state)).toEqual(['running', 'running']);
	expect(after.map((container) => container.id)).toContain(before?.id);
	await docker.stop(before?.id ?? '', 2000);
	await compose.up(project);
	expect((await docker.inspect(before?.id ?? ''))?.running).toBe(true);
});

test('takes down every container of the project, also one that the file no longer names', async () => {
	const project = composeProject({ one: service(), two: service() });
	await compose.up(project);
	writeFileSync(project.file, JSON.stringify({ services: { one: service() } }));
	await compose.down(project);
	expect(await containersOf(project)).toEqual([]);
	await compose.down(project);
});

test('runs once with the exit code and output of the app, and leaves no container', async () => {
	const project = started(composeProject({ job: service('echo out; echo err >&2; exit 7') }));
	const lines: string[] = [];
	const result = await compose.runOnce(project, 'job', `${project.name}-job`, { onLine: (line) => lines.push(line) });
	expect(result).toMatchObject({ code: 7, stdout: 'out' });
	expect(lines).toEqual(expect.arrayContaining(['out', 'err']));
	expect(await docker.inspect(`${project.name}-job`)).toBeUndefined();
});

test('a run that takes too long is killed with its container', async () => {
	const project = started(composeProject({ job: service('trap "" TERM; while :; do sleep 0.1; done') }));
	await expect(compose.runOnce(project, 'job', `${project.name}-job`, { timeout: 2000 })).rejects.toMatchObject({
		kind: 'external',
		what: expect.stringContaining('did not end within 2 s'),
	});
	expect(await docker.inspect(`${project.name}-job`)).toBeUndefined();
}, 20_000);

test('takes values from the project’s file, not from the shell of whoever deploys', async () => {
	process.env.BERTH_TEST_VALUE = 'of the shell';
	onTestFinished(() => {
		delete process.env.BERTH_TEST_VALUE;
	});
	const envFile = join(temporaryDirectory(), '.env');
	writeFileSync(envFile, 'BERTH_TEST_VALUE=of the file\n');
	const base = composeProject({ job: { ...service('echo "$$VALUE"'), environment: { VALUE: '$' + '{BERTH_TEST_VALUE}' } } });
	const result = await compose.runOnce(started({ ...base, envFile }), 'job', `${base.name}-job`, {});
	expect(result.stdout).toBe('of the file');
});

test('a file that is not valid is told with compose’s words', async () => {
	const project = composeProject({ one: { imagee: 'x' } });
	await expect(compose.check(project)).rejects.toMatchObject({ kind: 'config', why: expect.stringContaining('imagee') });
	await compose.check(composeProject({ one: service() }));
});

test('a start that fails is told with compose’s last lines', async () => {
	const project = started(composeProject({ one: { ...service(), image: '127.0.0.1:1/nonesuch:1' } }));
	await expect(compose.up(project)).rejects.toMatchObject({
		kind: 'external',
		what: `Compose could not start ${project.name}`,
		output: expect.arrayContaining([expect.stringContaining('connection refused')]),
	});
});
