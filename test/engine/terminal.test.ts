import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Load } from '../../source/sandbox/load/start-load.ts';
import { nothing } from './setup/leftovers.ts';
import { readOperation } from './setup/operations.ts';
import { openTerminal } from './setup/terminal.ts';
import { newTestProject, type TestProject } from './setup/test-project.ts';
import { openTestServer, type TestServer } from './setup/test-server.ts';
import { watchNextOperation } from './setup/watch-operation.ts';

const ctrlC = '\x03';

describe('a deploy that was begun at a terminal', () => {
	let server: TestServer;
	let shop: TestProject;
	let load: Load;
	beforeAll(async () => {
		server = await openTestServer('tty', inject('testEngine'));
		shop = await newTestProject(server, 'shop');
		for (const version of ['v1', 'v2', 'v3', 'v4']) await shop.release(version);
		await server.mustBerth('deploy', shop.name, 'v1', '--yes');
		load = await shop.load();
	});
	afterAll(async () => {
		expect((await load.stop()).failures).toEqual([]);
		expect(await server.close()).toEqual(nothing);
	});

	/** Types the command, says yes, and returns when replicas are starting. */
	async function begin(version: string) {
		const watched = watchNextOperation(server.layout);
		const terminal = openTerminal(server, 'deploy', shop.name, version);
		await terminal.until('Go ahead? y/N');
		terminal.type('y\r');
		await watched.until((entry) => entry.kind === 'line' && entry.text.includes('Started'));
		watched.close();
		return { terminal, id: await watched.id };
	}

	test('finishes when the terminal is closed, and `berth attach` from another one follows it to its end', async () => {
		const { terminal, id } = await begin('v2');
		terminal.hangUp();
		await terminal.ended;
		const attached = await server.berth('attach', id);
		expect(attached.code).toBe(0);
		expect(attached.json).toMatchObject({ operation: id, outcome: 'done', proof: { probesFailed: 0 } });
		expect(await shop.servingVersion()).toBe('v2');
	});

	test('finishes when ctrl-C is answered with "leave it running", and `berth attach` follows it', async () => {
		const { terminal, id } = await begin('v3');
		terminal.type(ctrlC);
		await terminal.until('Leave it running (l)');
		terminal.type('l\r');
		await terminal.ended;
		expect(terminal.shown()).toContain(`${id} goes on without you`);
		expect((await server.berth('attach', shop.name)).code).toBe(0);
		expect((await readOperation(server.layout, id)).finished.outcome).toBe('done');
		expect(await shop.servingVersion()).toBe('v3');
	});

	test('is undone when ctrl-C is answered with "cancel": 130, the old release serves, and the new containers are gone', async () => {
		const { terminal, id } = await begin('v4');
		terminal.type(ctrlC);
		await terminal.until('cancel and undo (c)');
		terminal.type('c\r');
		expect((await terminal.ended).code).toBe(130);
		expect((await readOperation(server.layout, id)).finished.outcome).toBe('cancelled');
		expect(await shop.servingVersion()).toBe('v3');
		const running = await server.docker('ps', '--filter', `name=${shop.name}`, '--format', '{{.Label "berth.release"}}');
		expect(new Set(running.split('\n'))).toEqual(new Set(['v3']));
	});
});
