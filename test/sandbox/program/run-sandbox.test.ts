import { expect, test } from 'vitest';
import { runSandbox } from '../../../source/sandbox/program/run-sandbox.ts';
import { fakeSession } from '../fake-session.ts';

function terminal(difference: object = {}) {
	const errors: string[] = [];
	const session = fakeSession({ 'id -u': '1000' }, { '/srv/berth/dist/berth.js': '' });
	const fixed = { isTerminal: true, platform: 'linux', openConsole: async () => 0, printError: (line: string) => void errors.push(line) };
	return { ...session, ...fixed, errors, ...difference };
}

test('prints its help and does nothing', async () => {
	const one = terminal();
	expect(await runSandbox(['--help'], one)).toBe(0);
	expect(one.printed.join('\n')).toContain('--down   take all of it away');
	expect(one.asked).toEqual([]);
});

test('refuses words it does not know with exit code 2', async () => {
	const one = terminal();
	expect(await runSandbox(['--dwon'], one)).toBe(2);
	expect(one.errors[0]).toContain('--dwon');
	expect(one.asked).toEqual([]);
});

test('says what is missing where there is no engine and the user is not root', async () => {
	const one = terminal();
	expect(await runSandbox([], one)).toBe(2);
	expect(one.errors).toEqual([
		'The sandbox needs root here: no Docker engine answers, and only root can start one',
		'Run it as root (`sudo npm run sandbox`), or start Docker and let this user reach its socket.',
	]);
});

test('says that it needs Linux', async () => {
	const one = terminal({ platform: 'darwin' });
	expect(await runSandbox([], one)).toBe(2);
	expect(one.errors[0]).toContain('needs Linux');
});

test('waits for nobody: a second start while the first makes the sandbox is told so', async () => {
	const one = terminal({ locks: { acquire: async () => undefined, isHeld: async () => true } });
	expect(await runSandbox([], one)).toBe(4);
	expect(one.errors[0]).toContain('already');
});

test('says what stays when it is interrupted', async () => {
	const interrupted = new AbortController();
	interrupted.abort();
	const one = terminal({ signal: interrupted.signal });
	expect(await runSandbox([], one)).toBe(130);
	expect(one.errors.join('\n')).toContain('`npm run sandbox -- --down` takes all of it away.');
});

test('says that nothing is left when it takes down what is not there', async () => {
	const one = terminal();
	expect(await runSandbox(['--down'], one)).toBe(0);
	expect(one.printed.at(-1)).toBe('The sandbox is gone.');
});

test('tells how to call the command, from any terminal, where somebody may look for it', async () => {
	const one = terminal();
	await runSandbox(['--help'], one);
	expect(one.printed.join('\n')).toContain('npx berth --root .sandbox/root status');
});

test('says before the first start how long it may take, and not again', async () => {
	const first = terminal();
	await runSandbox([], first);
	expect(first.printed[0]).toContain('The first start takes up to 5 minutes');
	const later = terminal();
	later.files.put({ [later.place.record]: '{}' });
	await runSandbox([], later);
	expect(later.printed.join('\n')).not.toContain('first start');
});
