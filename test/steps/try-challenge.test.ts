import { beforeEach, describe, expect, test } from 'vitest';
import { failureFacts } from '../../source/model/failure.ts';
import { type TryChallenge, tryChallenge } from '../../source/steps/try-challenge.ts';
import { type Stage, shopServer } from './step-context.ts';

const domain = 'shop.example';
const data: TryChallenge = {
	kind: 'try-challenge',
	project: 'shop',
	domains: [domain],
	webroot: '/opt/nginx/challenges',
	port: 80,
	issuers: ['letsencrypt.org'],
	failureFile: '/opt/deploy/projects/shop/certificate.json',
};

let stage: Stage;
beforeEach(async () => {
	stage = await shopServer(['v1']);
});

async function refusal(change: Partial<TryChallenge> = {}) {
	return failureFacts(await tryChallenge.perform({ ...data, ...change }, stage.context).catch((error: unknown) => error));
}

test('finds a token of ours by the address that DNS has, and leaves nothing of it', async () => {
	await tryChallenge.perform(data, stage.context);
	expect(await stage.world.files.list('/opt/nginx/challenges/.well-known/acme-challenge')).toEqual([]);
	expect(stage.world.files.text(data.failureFile)).toBeUndefined();
});

test('names a domain without an address, and notes why there is no certificate', async () => {
	stage.world.authority.addresses.set(domain, []);
	expect(await refusal()).toMatchObject({
		kind: 'external',
		what: 'The CA would not give a certificate for shop.example',
		why: 'DNS has neither A nor AAAA for shop.example',
	});
	expect(JSON.parse(stage.world.files.text(data.failureFile) ?? '')).toEqual({
		at: stage.world.clock.now(),
		operation: stage.context.operation,
		what: 'The CA would not give a certificate for shop.example',
		why: 'DNS has neither A nor AAAA for shop.example',
	});
});

test('names each address that leads elsewhere, an AAAA beside a good A as well', async () => {
	const { host } = stage.context;
	stage.world.authority.addresses.set(domain, ['127.0.0.1', '2001:db8::9', '2001:db8::a']);
	const answers: Readonly<Record<string, object>> = {
		'2001:db8::9': { status: 200, body: 'Welcome to nginx!' },
		'2001:db8::a': { body: '', error: 'timed out after 10 s' },
	};
	const http = {
		request: async (request: Parameters<typeof host.http.request>[0]) => ({
			...(await host.http.request(request)),
			...answers[request.address ?? ''],
		}),
	};
	stage = { ...stage, context: { ...stage.context, host: { ...host, http } } };
	const path = 'http://shop.example/.well-known/acme-challenge/berth-shop';
	expect((await refusal()).output).toEqual([
		`AAAA 2001:db8::9 of shop.example: GET ${path} answers 200 with another text: another server, or another site, answers there`,
		`AAAA 2001:db8::a of shop.example: GET ${path}: timed out after 10 s`,
	]);
});

describe('a redirect', () => {
	async function led(location: string) {
		const { host } = stage.context;
		const http = {
			request: async (request: Parameters<typeof host.http.request>[0]) =>
				request.tls === true || request.path.endsWith('/on')
					? host.http.request({
							...request,
							port: 80,
							tls: false,
							path: '/.well-known/acme-challenge/berth-shop',
						})
					: { status: 301, body: '', location, took: 1 },
		};
		return tryChallenge.perform(data, { ...stage.context, host: { ...host, http } }).then(
			() => undefined,
			(error: unknown) => failureFacts(error).why,
		);
	}

	test('to HTTPS is followed, as the CA does', async () => {
		expect(await led('https://shop.example/.well-known/acme-challenge/berth-shop')).toBeUndefined();
		expect(await led('/on')).toBeUndefined();
	});

	test('to a host that is not the project’s is not followed, and named', async () => {
		expect(await led('http://169.254.169.254/latest/meta-data')).toMatch(
			/sends it on to 169\.254\.169\.254, which is none of this project’s host names$/,
		);
	});

	test('in a ring ends', async () => {
		expect(await led('http://shop.example/round')).toMatch(/sends it on more than 5 times$/);
	});
});

describe('CAA', () => {
	const issue = (value: string) => [{ tag: 'issue', value }];

	test('of the nearest name up the tree forbids another CA, and is named', async () => {
		stage.world.authority.authorities.set('example', issue('digicert.com; account=7'));
		expect((await refusal()).why).toBe('CAA of example allows digicert.com, and not letsencrypt.org');
		stage.world.authority.authorities.set(domain, issue(';'));
		expect((await refusal()).why).toBe('CAA of shop.example allows no CA, and not letsencrypt.org');
	});

	test.each([
		['it is this CA', issue('LetsEncrypt.org; validationmethods=http-01'), ['letsencrypt.org']],
		['it speaks of mail only', [{ tag: 'iodef', value: 'mailto:ops@shop.example' }], ['letsencrypt.org']],
		['nobody knows what the CA is called there', issue('digicert.com'), []],
	])('is no reason where %s', async (_, records, issuers) => {
		stage.world.authority.authorities.set(domain, records);
		stage.world.authority.authorities.set('example', issue('digicert.com'));
		await tryChallenge.perform({ ...data, issuers }, stage.context);
	});
});

test('asks DNS alone where the CA does not ask over HTTP', async () => {
	const { webroot: _, ...rest } = data;
	stage.world.authority.addresses.set(domain, []);
	await tryChallenge.perform(rest, stage.context);
	expect(stage.process.calls).toEqual([]);
});
