import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { FailureFacts } from '../../source/model/failure.ts';
import type { Load } from '../../source/sandbox/load/start-load.ts';
import { expectUndone } from './setup/expect-undone.ts';
import { nothing } from './setup/leftovers.ts';
import { newTestProject, type TestProject } from './setup/test-project.ts';
import { openTestServer, type TestServer } from './setup/test-server.ts';

/** Something written wrongly into `project.yml`: what it replaces, and what Berth says of it, after the line's number. */
const mistakes = [
	['too many replicas', /^replicas: .*$/m, 'replicas: 99', 'replicas: 99 is out of range; write 1 to 16'],
	['a word where a number belongs', /^port: .*$/m, 'port: http', 'port: "http" is not a whole number; write 8000'],
	['a key that does not exist', /^replicas: .*$/m, 'replica: 1', 'replica: is not a known key; did you mean replicas?'],
	['a time without its unit', /^drain: .*$/m, 'drain: 30', 'drain: 30 is not a duration; write 60s, 2m or 500ms'],
	['a health path without its slash', /^health: .*$/m, 'health: {path: health}', 'health.path: "health" is not a path; write /health'],
	['two ways to an image', /^build: .*$/m, 'build: true\nimage: ghcr.io/company/shop', 'build: image is there too;'],
	['the name of another project', /^name: .*$/m, 'name: other', 'name: "other" lies in the directory t-input-shop;'],
	['no domain', /^domains: .*$/m, 'domains: []', 'domains: is empty; write [shop.example.com]'],
	[
		'a volume outside of the project',
		/^drain: .*$/m,
		'volumes: ["../../etc:/app/etc"]',
		`volumes[0]: "../../etc" leaves the project's directory;`,
	],
	['a key twice', /^drain: .*$/m, 'port: 8001', 'this key is there twice'],
	['a line that is no YAML', /^drain: .*$/m, 'drain: [3s', 'not YAML:'],
	[
		'a certificate path for nginx to trip over',
		/^site: .*$/m,
		'site: {webSockets: ["/ws; return 500"]}',
		'site.webSockets[0]: "/ws; return 500" is not a path;',
	],
] as const;

const badNames = ['../x', 'a b', 'x'.repeat(60), 'größe', 'Shop', '-shop', 'shop-', ''];

describe('with v1 live, a deploy is refused with 2, changes nothing and says what is wrong:', () => {
	let server: TestServer;
	let shop: TestProject;
	let load: Load;
	beforeAll(async () => {
		server = await openTestServer('input', inject('testEngine'));
		shop = await newTestProject(server, 'shop', { replicas: 1 });
		for (const version of ['v1', 'v2']) await shop.release(version, { BOOT_MS: '0' });
		await server.mustBerth('deploy', shop.name, 'v1', '--yes');
		load = await shop.load({ rate: 100 });
	});
	afterAll(async () => {
		expect((await load.stop()).failures).toEqual([]);
		expect(await server.close()).toEqual(nothing);
	});

	test.each(mistakes)('%s in project.yml, by file, line and key', async (_mistake, line, wrong, message) => {
		const right = await readFile(shop.files.file, 'utf8');
		await shop.edit((text) => text.replace(line, wrong));
		const edited = (await readFile(shop.files.file, 'utf8')).split('\n');
		const told = await expectUndone(server, shop, () => server.berth('deploy', shop.name, 'v2', '--yes'), {
			code: 2,
			what: `${shop.files.file} is wrong`,
			next: /Correct these lines/,
		});
		const { output } = told.json.error as FailureFacts;
		const number = edited.indexOf(wrong.split('\n')[0] ?? '') + 1;
		expect(output?.some((said) => new RegExp(`^line (${number}|${number + 1}): `).test(said) && said.includes(message))).toBe(true);
		await shop.edit(() => right);
	});

	test('the project does not exist, and which one may be meant', async () => {
		await expectUndone(server, shop, () => server.berth('deploy', 't-input-shpo', 'v2', '--yes'), {
			code: 2,
			what: /^There is no project t-input-shpo on /,
			next: /^Did you mean t-input-shop\?/,
		});
	});

	test('the release does not exist, and which one may be meant', async () => {
		await expectUndone(server, shop, () => server.berth('deploy', shop.name, 'v22', '--yes'), {
			code: 2,
			what: `${shop.name} has no release v22`,
			next: /^Did you mean v2\?/,
		});
	});

	test.each(badNames)('%j is no name for a project', async (name) => {
		const expected = { code: 2, what: `${JSON.stringify(name)} cannot be a project's name`, next: /^Use 2 to 39 characters/ };
		await expectUndone(server, shop, () => server.berth('deploy', '--yes', '--', name, 'v2'), expected);
		await expectUndone(server, shop, () => server.berth('new', '--yes', '--domain', 'x.test', '--', name), expected);
	});

	test.each(['../v2', 'v 2', 'x'.repeat(80), 'current', '.v2'])('%j is no version', async (version) => {
		await expectUndone(server, shop, () => server.berth('deploy', '--yes', '--', shop.name, version), {
			code: 2,
			what: `${JSON.stringify(version)} cannot be a release's version`,
		});
	});

	test.each(['0', '17', '2.5', 'many'])('%s is no number of replicas', async (count) => {
		await expectUndone(server, shop, () => server.berth('scale', shop.name, count, '--yes'), { code: 2, what: /replicas/ });
	});
});
