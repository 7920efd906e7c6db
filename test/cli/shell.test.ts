import { describe, expect, test } from 'vitest';
import { exampleView } from '../fakes/example-fleet.ts';
import { createFakeCli } from '../fakes/fake-cli.ts';

/** A command line on the example fleet. */
function openCli(isTerminal: boolean) {
	const cli = createFakeCli({ isTerminal });
	const { snapshot } = exampleView();
	if (snapshot !== undefined) cli.snapshot = snapshot;
	return cli;
}

describe('berth shell', () => {
	test('opens a shell in the first healthy replica and ends as it does', async () => {
		const cli = openCli(true);
		cli.operator.code = 3;
		expect(await cli.run('shell', 'shop')).toBe(3);
		expect(cli.operator.ran).toEqual([['docker', 'exec', '--interactive', '--tty', 'shop-blue-1', 'sh']]);
	});

	test('runs a command in the replica that is named, with its own options, and without a terminal where there is none', async () => {
		const cli = openCli(false);
		expect(await cli.run('shell', 'shop', '--replica', '2', '--', 'ls', '-l', '--all')).toBe(0);
		expect(cli.operator.ran).toEqual([['docker', 'exec', '--interactive', 'shop-blue-2', 'ls', '-l', '--all']]);
	});

	test('goes into the service that is named, and says which there are instead of another', async () => {
		const cli = openCli(true);
		expect(await cli.run('shell', 'shop', '--service', 'postgres')).toBe(0);
		expect(await cli.run('shell', 'shop', '--service', 'postgres', '--', 'psql', '-l')).toBe(0);
		expect(cli.operator.ran.map((command) => command.slice(-3))).toEqual([
			['--tty', 'shop-postgres', 'sh'],
			['shop-postgres', 'psql', '-l'],
		]);
		expect(await cli.run('shell', 'shop', '--service', 'mongo')).toBe(2);
		expect(cli.err).toEqual(['shop has no service mongo', 'There are postgres']);
		expect(await cli.run('shell', 'shop', '--service', 'postgres', '--replica', '1')).toBe(2);
	});

	test('says what there is instead of a replica that does not run', async () => {
		const cli = openCli(true);
		expect(await cli.run('shell', 'shop', '--replica', '7')).toBe(2);
		expect(cli.err).toEqual(['There is no running replica 7 of shop', 'Running are 1, 2, 3']);
		expect(await cli.run('shell', 'docs')).toBe(2);
		expect(cli.operator.ran).toEqual([]);
	});

	test('without a terminal needs a command', async () => {
		const cli = openCli(false);
		expect(await cli.run('shell', 'shop')).toBe(2);
		expect(cli.err[0]).toBe('A shell needs a terminal');
	});
});
