import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseTime } from '../../source/cli/command.ts';
import { adviceForWord, otherWords } from '../../source/cli/other-words.ts';
import { createProgram } from '../../source/cli/run-command.ts';
import { createFakeCli } from '../fakes/fake-cli.ts';

describe('a command line', () => {
	test('without a command opens the console on a terminal', async () => {
		expect(await createFakeCli({ isTerminal: true }).run()).toBe(7);
		expect(await createFakeCli({ isTerminal: true }).run('--root', '/srv')).toBe(7);
		expect(await createFakeCli({ isTerminal: true }).run('--root=/srv')).toBe(7);
	});

	test('takes a root relative to the working directory, and hands on the whole path', async () => {
		const cli = createFakeCli();
		expect(await cli.run('--root', 'some/where', 'status', '--json')).toBe(0);
		expect(cli.roots).toEqual([join(process.cwd(), 'some/where')]);
	});

	test('without a command and a terminal is refused', async () => {
		const cli = createFakeCli();
		expect(await cli.run()).toBe(2);
		expect(cli.err[0]).toBe('The console needs a terminal');
	});

	test('with an unknown command gets 2 and the nearest one', async () => {
		const cli = createFakeCli();
		expect(await cli.run('deplyo', 'shop')).toBe(2);
		expect(cli.err).toEqual(["Unknown command 'deplyo'", '(Did you mean deploy?)']);
	});

	test('with a wrong number gets 2, as JSON where that was asked for', async () => {
		const cli = createFakeCli();
		expect(await cli.run('scale', 'shop', 'many', '--json')).toBe(2);
		expect(cli.json()).toMatchObject({ error: { kind: 'refused', what: expect.stringContaining('whole number') } });
		expect(cli.err).toEqual([]);
	});

	test('with --help explains the command and its options, and gets 0', async () => {
		const cli = createFakeCli();
		expect(await cli.run('deploy', '--help')).toBe(0);
		const help = cli.out.join('\n');
		for (const word of ['--plan', '--yes', '--wait <time>', '--detach', '--json', '--root <directory>']) expect(help).toContain(word);
	});

	test.each([
		[['help', 'deploy'], '--wait <time>'],
		[['help', 'secrets'], 'generate'],
		[['help', 'secrets', 'list'], 'never a value'],
		[['help'], 'rollback'],
	])('%j explains it, and gets 0', async (words, shown) => {
		const cli = createFakeCli();
		expect(await cli.run(...words)).toBe(0);
		expect(cli.out.join('\n')).toContain(shown);
		expect(cli.err).toEqual([]);
	});

	test('that asks for help about an unknown command gets 2 and the nearest one', async () => {
		const cli = createFakeCli();
		expect(await cli.run('help', 'deplyo')).toBe(2);
		expect(cli.err).toEqual(["Unknown command 'deplyo'", '(Did you mean deploy?)']);
	});

	test.each([
		['reboot', 'berth restart'],
		['down', 'berth stop'],
		['boot', 'berth start'],
		['thaw', 'berth unpause'],
		['ps', 'berth status'],
		['exec', 'berth shell'],
		['rm', 'berth remove'],
	])('with %s, a word of other tools, gets 2 and what to type here', async (word, advice) => {
		const cli = createFakeCli();
		expect(await cli.run(word, 'shop')).toBe(2);
		expect(cli.err).toEqual([`Unknown command '${word}'`, expect.stringContaining(`\`${advice}`)]);
	});

	test('names no command that is not there in place of another tool’s word', () => {
		const names = createProgram({ environment: {} } as never, () => async () => undefined).commands.map((command) => command.name());
		const advices = otherWords.map((word) => adviceForWord(word) ?? '');
		for (const advice of advices) for (const [, name] of advice.matchAll(/`berth ([a-z]+)/g)) expect(names).toContain(name);
		expect(otherWords.filter((word) => names.includes(word))).toEqual([]);
		expect(adviceForWord('constructor')).toBeUndefined();
	});

	test('without a command where no cursor can be moved prints what the console would show', async () => {
		const cli = createFakeCli({ isTerminal: true, environment: { TERM: 'dumb' } });
		expect(await cli.run()).toBe(0);
		expect(cli.out.join('\n')).toMatch(/shop +healthy +v41/);
		expect(cli.out.at(-1)).toContain('TERM=dumb');
	});

	test('that stops half-way gets 2 and says where the words are', async () => {
		const cli = createFakeCli();
		expect(await cli.run('secrets')).toBe(2);
		expect(cli.err).toEqual(['berth secrets needs another word', '`berth secrets --help` lists them']);
	});

	test('with --version gets the version', async () => {
		const cli = createFakeCli();
		expect(await cli.run('--version')).toBe(0);
		expect(cli.out[0]).toMatch(/^\d+\.\d+\.\d+$/);
	});

	test('lists no hidden command in its help', async () => {
		const cli = createFakeCli();
		expect(await cli.run('--help')).toBe(0);
		expect(cli.out.join('\n')).not.toContain('__complete');
	});
});

test('reads times in words', () => {
	expect(['500ms', '90s', '5m', '1.5h'].map(parseTime)).toEqual([500, 90_000, 300_000, 5_400_000]);
	for (const wrong of ['', '5', '5 m', '-5s', '5d']) expect(() => parseTime(wrong)).toThrow('90s or 5m');
});

describe('completion', () => {
	async function complete(...words: readonly string[]): Promise<readonly string[]> {
		const cli = createFakeCli();
		cli.files.put({
			'/opt/projects/.port-registry.json': '{}',
			'/opt/projects/shop/project.yml': '',
			'/opt/projects/shop/releases/v41/x': '',
			'/opt/projects/shop/releases/v42/x': '',
			'/opt/projects/shop/releases/current/x': '',
			'/opt/projects/blog/project.yml': '',
		});
		expect(await cli.run('__complete', '--', ...words)).toBe(0);
		return cli.out;
	}

	test('knows the commands', async () => {
		expect(await complete('re')).toEqual(['releases', 'restart', 'remove', 'resume']);
		expect(await complete('st')).toEqual(['status', 'stop', 'start']);
		expect(await complete('unpause', '')).toEqual(['blog', 'shop']);
		expect(await complete('proxy', '')).toEqual(['start', 'use', 'leave', 'check', 'front', 'reload']);
	});

	test('knows projects and their versions', async () => {
		expect(await complete('deploy', '')).toEqual(['blog', 'shop']);
		expect(await complete('deploy', 'shop', 'v')).toEqual(['v41', 'v42']);
		expect(await complete('secrets', 'list', 's')).toEqual(['shop']);
	});

	test('knows options, those of all commands included', async () => {
		expect(await complete('deploy', 'shop', '--p')).toEqual(['--plan']);
		expect(await complete('deploy', '--j')).toEqual(['--json']);
	});

	test('knows the values of an option', async () => {
		expect(await complete('logs', 'shop', '--source', '')).toEqual(['app', 'access', 'error', 'files', 'failed']);
		expect(await complete('logs', '--berth', 'g')).toEqual(['green']);
		expect(await complete('logs', 'shop', '--grep', '')).toEqual([]);
	});

	test('prints a script for the shell', async () => {
		const cli = createFakeCli();
		expect(await cli.run('completion', 'bash')).toBe(0);
		expect(cli.out.join('\n')).toContain('complete -o default -F _berth berth');
		expect(await cli.run('completion', 'fish')).toBe(2);
	});
});
