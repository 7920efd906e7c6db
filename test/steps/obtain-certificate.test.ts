import { beforeEach, expect, test } from 'vitest';
import { failureFacts } from '../../source/model/failure.ts';
import { type ObtainCertificate, obtainCertificate } from '../../source/steps/obtain-certificate.ts';
import { type Stage, shopServer } from './step-context.ts';

const webroot = '/opt/nginx/challenges';
const data: ObtainCertificate = {
	kind: 'obtain-certificate',
	project: 'shop',
	domains: ['shop.example'],
	order: '/opt/deploy/certbot/orders/shop',
	certbot: '/opt/deploy/certbot',
	lock: '/opt/deploy/certbot.lock',
	authority: 'https://ca.example/dir',
	method: { kind: 'webroot', webroot },
	failureFile: '/opt/deploy/projects/shop/certificate.json',
};

let stage: Stage;
beforeEach(async () => {
	stage = await shopServer(['v1']);
});

const perform = (change: Partial<ObtainCertificate> = {}) => obtainCertificate.perform({ ...data, ...change }, stage.context);
const failing = async () => failureFacts(await perform().catch((error: unknown) => error));

test('orders one certificate with all domains, where only root gets in, and forgets why it failed before', async () => {
	stage.world.files.put({ [data.failureFile]: '{}' });
	await perform({ domains: ['shop.example', 'www.shop.example'] });
	expect(stage.world.authority.orders).toEqual([['shop.example', 'www.shop.example']]);
	expect(await stage.world.files.stat(data.order)).toMatchObject({ mode: 0o700 });
	expect(stage.world.files.text(data.failureFile)).toBeUndefined();
});

test('orders none where an earlier try left one that nobody served: a CA counts', async () => {
	const { serial } = (await perform()) ?? {};
	expect(await perform()).toEqual({ kept: serial });
	expect(stage.world.authority.orders).toHaveLength(1);
});

test.each([
	['is the one that is to be replaced', (serial: string) => ({ replaces: serial })],
	['lacks a domain', () => ({ domains: ['shop.example', 'www.shop.example'] })],
	['is of another CA', () => ({ authority: 'https://other.example/dir' })],
])('orders anew where what is left %s', async (_, change) => {
	const { serial } = (await perform()) ?? {};
	await stage.world.clock.wait(1);
	await perform(change(String(serial)));
	expect(stage.world.authority.orders).toHaveLength(2);
});

test('says what the CA said, and notes it', async () => {
	stage.world.authority.trouble = { code: 1, stdout: '', stderr: 'ValueError: Requesting ca.example/dir: Connection refused' };
	expect(await failing()).toMatchObject({ why: 'https://ca.example/dir cannot be reached' });
	expect(JSON.parse(stage.world.files.text(data.failureFile) ?? '')).toMatchObject({ why: 'https://ca.example/dir cannot be reached' });
});

test('says how to install certbot where it is missing', async () => {
	const { host } = stage.context;
	const missing = Object.assign(new Error('Berth could not run certbot'), {
		cause: Object.assign(new Error('spawn certbot'), { code: 'ENOENT' }),
	});
	const run: typeof host.commands.run = (command) => (command[0] === 'certbot' ? Promise.reject(missing) : host.commands.run(command));
	stage = { ...stage, context: { ...stage.context, host: { ...host, commands: { run } } } };
	expect(await failing()).toMatchObject({
		kind: 'refused',
		what: 'certbot is not installed on this server',
		next: 'Install it (`apt-get install certbot`) and try again',
	});
});

test('waits while another project’s certificate is obtained', async () => {
	const other = stage.world.process();
	const lock = await other.host.locks.acquire(data.lock);
	const order = perform();
	await stage.world.clock.wait(1_000);
	expect(stage.world.authority.orders).toEqual([]);
	await lock?.release();
	await order;
	expect(stage.world.authority.orders).toHaveLength(1);
});

test('sweeps away the answers that a killed certbot left, and nobody else’s', async () => {
	const directory = `${webroot}/.well-known/acme-challenge`;
	stage.world.files.put({ [`${directory}/${'k'.repeat(43)}`]: 'left', [`${directory}/berth-blog`]: 'in use' });
	await perform();
	expect(await stage.world.files.list(directory)).toEqual(['berth-blog']);
});

test('says all that a cli.ini of the operator’s could change of the order: how it is proved, hooks, names', async () => {
	const { host } = stage.context;
	let called: { readonly words: readonly string[]; readonly env: Readonly<Record<string, string>> } = { words: [], env: {} };
	const run: typeof host.commands.run = (command, options) => {
		if (command[0] === 'certbot') called = { words: command, env: options?.env ?? {} };
		return host.commands.run(command, options);
	};
	stage = { ...stage, context: { ...stage.context, host: { ...host, commands: { run } } } };
	await perform();
	const after = (option: string) => called.words[called.words.indexOf(option) + 1];
	expect(after('--authenticator')).toBe('webroot');
	expect(after('--preferred-challenges')).toBe('http');
	expect(after('--installer')).toBe('null');
	expect(after('--domains')).toBe('shop.example');
	expect([after('--pre-hook'), after('--post-hook')]).toEqual(['', '']);
	expect(called.env).toEqual({ XDG_CONFIG_HOME: data.order });
});
