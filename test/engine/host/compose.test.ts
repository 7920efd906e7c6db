import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ComposeProject } from '../../../source/host/host.ts';
import { exactValues } from '../../host/env-values.ts';
import { temporaryDirectory } from '../../host/temporary-directory.ts';
import { composeProject, host, service } from './lab.ts';

const { compose, docker } = host;

function started(project: ComposeProject): ComposeProject {
	onTestFinished(() => compose.down(project));
	return project;
}

const containersOf = (project: ComposeProject) => docker.containers({ 'com.docker.compose.project': project.name });

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

test('takes values from the project’s file, byte for byte, and nothing from the shell of whoever deploys', async () => {
	vi.stubEnv('OF_SHELL', 'of the shell');
	onTestFinished(() => {
		vi.unstubAllEnvs();
	});
	const envFile = join(temporaryDirectory(), '.env');
	const rows = Object.values(exactValues).map(
		([text, value], index) => [text.replace(/^(\uFEFF?\s*(?:export\s+)?)A/, `$1K${index}`), value] as const,
	);
	writeFileSync(envFile, rows.map(([text]) => `${text.replace('\uFEFF', '')}\n`).join(''));
	const last = '$' + '{K0} $' + '{K7}';
	const environment = { COPIES: `${last} $$`, NOBODYS: '<$' + '{OF_SHELL}>' };
	const base = composeProject({ job: { ...service('node -p "JSON.stringify(process.env)"'), env_file: [envFile], environment } });
	const lines: string[] = [];
	const result = await compose.runOnce(started({ ...base, envFile }), 'job', `${base.name}-job`, { onLine: (line) => lines.push(line) });
	const expected = Object.fromEntries(rows.map(([, value], index) => [`K${index}`, value]));
	expect(JSON.parse(result.stdout)).toMatchObject({ ...expected, COPIES: `abc x$Word9 $`, NOBODYS: '<>' });
	expect(lines.filter((line) => /variable|Word9 is/.test(line) && !line.startsWith('{'))).toEqual([]);
});

test('takes a project down also when its .env is broken or gone', async () => {
	const envFile = join(temporaryDirectory(), '.env');
	const project = { ...composeProject({ one: service() }), envFile };
	await expect(compose.up(project)).rejects.toMatchObject({ kind: 'refused', what: `${envFile} is missing` });
	writeFileSync(envFile, 'A=1\n');
	await compose.up(project);
	writeFileSync(envFile, 'A: 1\n');
	await expect(compose.up(project)).rejects.toMatchObject({ kind: 'config', what: `${envFile} is wrong` });
	await compose.down(project);
	expect(await containersOf(project)).toEqual([]);
});

test('a file that is not valid is told with compose’s words', async () => {
	const project = composeProject({ one: { imagee: 'x' } });
	await expect(compose.up(project)).rejects.toMatchObject({ output: expect.arrayContaining([expect.stringContaining('imagee')]) });
});

test('a start that fails is told with compose’s last lines', async () => {
	const project = started(composeProject({ one: { ...service(), image: '127.0.0.1:1/nonesuch:1' } }));
	await expect(compose.up(project)).rejects.toMatchObject({
		kind: 'external',
		what: `Compose could not start ${project.name}`,
		output: expect.arrayContaining([expect.stringContaining('connection refused')]),
		next: expect.stringContaining('reaches its registry'),
	});
});
