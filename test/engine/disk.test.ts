import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createCommands } from '../../source/host/commands.ts';
import type { Load } from '../../source/sandbox/load/start-load.ts';
import { expectUndone } from './setup/expect-undone.ts';
import { nothing } from './setup/leftovers.ts';
import { sandboxDirectory } from './setup/test-engine.ts';
import { newTestProject, type TestProject } from './setup/test-project.ts';
import { openTestServer, type TestServer } from './setup/test-server.ts';
import { watchNextOperation } from './setup/watch-operation.ts';

const disk = join(sandboxDirectory, 'test', 'disk.tmpfs');

/** A change wants 256 MiB free; so a little more. */
const size = 300;

const commands = createCommands();

/** Only root may mount a small disk of its own to fill. */
describe.skipIf(process.getuid?.() !== 0)(
	'on a full disk, with 400 requests a second, the old release serves on and nothing is left behind when',
	() => {
		let server: TestServer;
		let shop: TestProject;
		let load: Load;
		beforeAll(async () => {
			await mkdir(disk, { recursive: true });
			await commands.run(['umount', disk]);
			await commands.run(['mount', '-t', 'tmpfs', '-o', `size=${size}m`, 'berth-test', disk]);
			server = await openTestServer('disk', inject('testEngine'), { root: join(disk, 'server') });
			shop = await newTestProject(server, 'shop', { replicas: 2 });
			for (const version of ['v1', 'v2', 'v3']) await shop.release(version, { BOOT_MS: '1000' });
			await server.mustBerth('deploy', shop.name, 'v1', '--yes');
			load = await shop.load();
		});
		afterAll(async () => {
			const result = await load.stop();
			expect(result.failures).toEqual([]);
			expect(await server.close()).toEqual(nothing);
			await commands.run(['umount', disk]);
			await rmdir(disk);
		});

		test('it is full before the change: the deploy is refused', async () => {
			const empty = fill(100);
			await expectUndone(server, shop, () => server.berth('deploy', shop.name, 'v2', '--yes'), {
				code: 2,
				what: /^Only \d+ MiB of disk are free on /,
				why: /at least 256 MiB/,
				next: /docker system df/,
			});
			empty();
		});

		test.each(['obtain-image', 'start-replicas', 'await-healthy'])('it fills up during %s: the deploy is undone', async (kind) => {
			const watched = watchNextOperation(server.layout);
			let empty = () => {};
			await expectUndone(
				server,
				shop,
				() => {
					const ended = server.berth('deploy', shop.name, 'v2', '--yes');
					const index = ['obtain-image', 'write-files', 'start-replicas', 'await-healthy'].indexOf(kind);
					void watched
						.until((entry) => entry.kind === 'doing' && entry.step === index)
						.then(() => {
							empty = fill();
						});
					return ended.finally(() => empty());
				},
				{ code: 1, what: /./, why: /^No space, or no inodes, are left/ },
			);
			watched.close();
		});

		test('it was full and has space again: the next deploy works', async () => {
			expect((await server.berth('deploy', shop.name, 'v3', '--yes')).code).toBe(0);
			expect(await shop.servingVersion()).toBe('v3');
		});
	},
);

/** Takes so many MiB, else all there is and all that becomes free; gives a function that gives it back. */
function fill(mebibytes?: number): () => void {
	const path = join(disk, 'filling');
	const file = openSync(path, 'w');
	const chunk = Buffer.alloc(1024 * 1024);
	const timer = setInterval(take, 1);
	take();
	if (mebibytes !== undefined) clearInterval(timer);
	return () => {
		clearInterval(timer);
		closeSync(file);
		rmSync(path);
	};

	function take(): void {
		try {
			for (let taken = 0; taken < (mebibytes ?? size); taken += 1) writeSync(file, chunk);
			writeSync(file, chunk, 0, 4096);
		} catch {
			// It is full, as it should be.
		}
	}
}
