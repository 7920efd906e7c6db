import { describe, expect, test } from 'vitest';
import { createFakeCli } from '../../fakes/fake-cli.ts';

describe('berth config', () => {
	test('sets, shows and takes back a preference', async () => {
		const cli = createFakeCli();
		expect(await cli.run('config', 'set', 'theme', 'light')).toBe(0);
		expect(await cli.run('config', 'get', 'theme')).toBe(0);
		expect(cli.out.at(-1)).toBe('light');
		expect(await cli.run('config', 'unset', 'theme')).toBe(0);
		expect(await cli.run('config', 'get', 'theme')).toBe(0);
		expect(cli.out.at(-1)).toBe('auto');
	});

	test('takes lists, switches and keys as people type them', async () => {
		const cli = createFakeCli();
		for (const [name, value] of [
			['columns', 'release,cpu'],
			['bell', 'off'],
			['keys.help', '? ctrl-g'],
			['keys.copy', ','],
		] as const)
			expect(await cli.run('config', 'set', name, value)).toBe(0);
		expect(JSON.parse(cli.preferences.text ?? '')).toEqual({
			columns: ['release', 'cpu'],
			bell: false,
			keys: { help: ['?', 'ctrl-g'], copy: [','] },
		});
	});

	test('refuses a wrong value, leaves the file as it is, and says what is possible', async () => {
		const cli = createFakeCli();
		expect(await cli.run('config', 'set', 'keys.deploy', 'S')).toBe(2);
		expect(cli.err).toEqual(['keys.deploy stays as it is: keys.deploy: S would be deploy and scale']);
		expect(await cli.run('config', 'set', 'thme', 'dark')).toBe(2);
		expect(cli.err.slice(1)).toEqual(['There is no preference thme', 'Did you mean theme?']);
		expect(cli.preferences.text).toBeUndefined();
	});

	test('does not write over a file with a mistake in it', async () => {
		const cli = createFakeCli();
		cli.preferences.text = '{"bel": true}';
		expect(await cli.run('config', 'set', 'theme', 'dark')).toBe(2);
		expect(cli.preferences.text).toBe('{"bel": true}');
		expect(cli.err.join(' ')).toContain('line 1: bel: is not a known key; did you mean bell?');
	});

	test('lists everything with its origin, and as JSON', async () => {
		const cli = createFakeCli();
		cli.preferences.text = '{"sort": "state"}';
		expect(await cli.run('config', 'list')).toBe(0);
		expect(cli.out.find((line) => line.startsWith('sort'))).toMatch(/state +your file/);
		expect(cli.out.find((line) => line.startsWith('theme'))).toMatch(/auto +default/);
		const json = createFakeCli();
		expect(await json.run('config', 'path', '--json')).toBe(0);
		expect(json.json()).toEqual({ file: json.preferences.path });
	});
});

describe('berth keys', () => {
	test('marks the keys that are the operator’s own', async () => {
		const cli = createFakeCli();
		cli.preferences.text = '{"keys": {"deploy": ["P"]}}';
		expect(await cli.run('keys')).toBe(0);
		expect(cli.out.find((line) => line.includes(' deploy '))).toMatch(/^P +deploy .*\(yours; D by default\)$/);
		expect(cli.out.find((line) => line.includes(' scale '))).toMatch(/^S +scale /);
	});

	test('gives the whole table as JSON', async () => {
		const cli = createFakeCli();
		expect(await cli.run('keys', '--json')).toBe(0);
		expect(cli.json()).toMatchObject({
			keys: expect.arrayContaining([expect.objectContaining({ action: 'copy', keys: ['y', 'ctrl-y'] })]),
		});
	});

	test('says what is wrong with a file instead of showing keys that are not in force', async () => {
		const cli = createFakeCli();
		cli.preferences.text = '{"keys": {"deploy": ["S"]}}';
		expect(await cli.run('keys')).toBe(2);
		expect(cli.out).toEqual([]);
	});
});
