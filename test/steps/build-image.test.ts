import { symlinkSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createFiles } from '../../source/host/files.ts';
import type { BuildOptions, Host } from '../../source/host/host.ts';
import { buildImage } from '../../source/steps/build-image.ts';
import { temporaryDirectory } from '../host/temporary-directory.ts';

let root: string;
let context: string;
let built: { readonly options: BuildOptions; readonly names: readonly string[] } | undefined;

beforeEach(async () => {
	root = temporaryDirectory();
	context = join(root, 'projects', 'shop', 'releases', 'v1', 'backend');
	built = undefined;
	await mkdir(join(context, 'docker'), { recursive: true });
	for (const name of ['docker/Dockerfile', '.dockerignore', 'app.mjs']) await writeFile(join(context, name), '');
});

/** Builds the release; Docker looks at what it gets, and then fails if asked. */
function build(failure?: Error): Promise<void> {
	const files = createFiles(join(root, 'projects'));
	const docker = {
		async build(options: BuildOptions) {
			built = { options, names: await readdir(options.context) };
			if (failure !== undefined) throw failure;
		},
	};
	const from = { kind: 'build', context, dockerfile: join(context, 'docker', 'Dockerfile'), place: join(root, 'made', 'build') } as const;
	const host = { files, docker } as unknown as Host;
	const data = { project: 'shop', version: 'v1', image: 'shop-backend:v1' };
	return buildImage(data, from, { host, report: () => undefined, signal: new AbortController().signal });
}

test('Docker reads a release where only root gets in, and nothing is left of that', async () => {
	await build();
	const place = join(root, 'made', 'build');
	expect(built?.options).toMatchObject({ context: place, dockerfile: join(place, 'docker', 'Dockerfile'), tag: 'shop-backend:v1' });
	expect(built?.names).toEqual(['.dockerignore', 'app.mjs', 'docker']);
	expect(await readdir(join(root, 'made'))).toEqual([]);
});

test('what a failed or killed build has left is no trouble of the next one', async () => {
	await expect(build(new Error('exit code 7'))).rejects.toThrow('exit code 7');
	expect(await readdir(join(root, 'made'))).toEqual([]);
	await mkdir(join(root, 'made', 'build', 'docker'), { recursive: true });
	await build();
});

test.each(['docker/Dockerfile', '.dockerignore', 'docker/Dockerfile.dockerignore', 'docker'])(
	'%s that is a symlink is refused before Docker follows it',
	async (name) => {
		await rm(join(context, name), { recursive: true, force: true });
		symlinkSync('/etc', join(context, name));
		await expect(build()).rejects.toMatchObject({
			kind: 'refused',
			what: `${join(context, name)} is a symlink, which Berth does not follow`,
		});
		expect(built).toBeUndefined();
	},
);

test('a Dockerfile that is not there is named where it should be', async () => {
	await rm(join(context, 'docker', 'Dockerfile'));
	await expect(build()).rejects.toMatchObject({ what: `There is no file ${join(context, 'docker', 'Dockerfile')}` });
});
