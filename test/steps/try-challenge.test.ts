import { beforeEach, describe, expect, test } from 'vitest';
import { Failure, failureFacts } from '../../source/model/failure.ts';
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

/** Lets other machines answer: by address, else as the server does. */
function withAnswers(answers: Readonly<Record<string, object>>): string[] {
	const { host } = stage.context;
	const asked: string[] = [];
	const http = {
		request: async (request: Parameters<typeof host.http.request>[0]) => {
			asked.push(request.address ?? '');
			return { ...(await host.http.request(request)), ...answers[request.address ?? ''] };
		},
	};
	stage = { ...stage, context: { ...stage.context, host: { ...host, http } } };
	return asked;
}

const path = 'http://shop.example/.well-known/acme-challenge/berth-shop';

test('names each address where something else answers, an AAAA beside a good A as well', async () => {
	stage.world.authority.addresses.set(domain, ['127.0.0.1', '2001:db8::9', '203.0.113.4']);
	withAnswers({ '2001:db8::9': { status: 200, body: 'Welcome to nginx!' }, '203.0.113.4': { status: 404, body: '' } });
	const { output, next } = await refusal();
	expect(output).toEqual([
		`AAAA 2001:db8::9 of shop.example: GET ${path} answers 200 with another text: another server, or another site, answers there`,
		`A 203.0.113.4 of shop.example: GET ${path} answers 404 instead of our token`,
	]);
	expect(next).toContain('`certificates: {precheck: warn}`');
});

describe('what is not certain is told, and the CA asked all the same:', () => {
	test('a public address that cannot be reached from here, as behind NAT', async () => {
		stage.world.authority.addresses.set(domain, ['203.0.113.4', '2001:db8::a']);
		withAnswers({
			'203.0.113.4': { body: '', error: 'timed out after 10 s' },
			'2001:db8::a': { body: '', error: 'no route to the network' },
		});
		await tryChallenge.perform(data, stage.context);
		expect(stage.lines).toEqual([
			`Not certain from here: A 203.0.113.4 of shop.example: GET ${path}: timed out after 10 s`,
			`Not certain from here: AAAA 2001:db8::a of shop.example: GET ${path}: no route to the network`,
		]);
	});

	test('another answer at an address within somebody’s network', async () => {
		stage.world.authority.addresses.set(domain, ['192.168.1.1', 'fd00::1']);
		withAnswers({ '192.168.1.1': { status: 200, body: 'router' }, 'fd00::1': { status: 302, location: 'http://router.lan/' } });
		await tryChallenge.perform(data, stage.context);
		expect(stage.lines).toHaveLength(2);
	});

	test('a resolver that refuses to tell CAA, or anything', async () => {
		const { host } = stage.context;
		const refuses = () => Promise.reject(new Failure({ kind: 'external', what: 'DNS does not answer for shop.example', why: 'EREFUSED' }));
		const ask = async (network: Partial<typeof host.network>) => {
			await tryChallenge.perform(data, { ...stage.context, host: { ...host, network: { ...host.network, ...network } } });
			return stage.lines.at(-1);
		};
		const told = 'Not certain from here: DNS does not answer for shop.example: EREFUSED';
		expect(await ask({ authoritiesOf: refuses })).toBe(told);
		expect(await ask({ addressesOf: refuses })).toBe(told);
	});

	test('more addresses than it tries', async () => {
		stage.world.authority.addresses.set(
			domain,
			Array.from({ length: 20 }, (_, index) => `203.0.113.${index}`),
		);
		const asked = withAnswers({});
		await tryChallenge.perform(data, stage.context);
		expect(asked).toHaveLength(8);
		expect(stage.lines.at(-1)).toContain('12 more addresses of shop.example were not tried');
	});

	test('what a minute is too short for', async () => {
		const domains = Array.from({ length: 30 }, (_, index) => `d${index}.example`);
		for (const one of domains) stage.world.authority.addresses.set(one, ['203.0.113.4']);
		const { host } = stage.context;
		const http = {
			request: async ({ timeout }: Parameters<typeof host.http.request>[0]) => {
				await stage.world.clock.wait(timeout);
				return { body: '', error: `timed out after ${timeout / 1000} s`, took: timeout };
			},
		};
		const began = host.clock.now();
		await tryChallenge.perform({ ...data, domains }, { ...stage.context, host: { ...host, http } });
		expect(host.clock.now() - began).toBe(60_000);
		expect(stage.lines.at(-1)).toBe('Not certain from here: d29.example was not tried: all of this takes too long');
	});

	test('names that DNS is silent about, for a minute as well', async () => {
		const { host } = stage.context;
		const silent = async (_name: string, timeout: number) => {
			await stage.world.clock.wait(timeout);
			throw new Failure({ kind: 'external', what: 'DNS does not answer' });
		};
		const network = { ...host.network, addressesOf: silent, authoritiesOf: silent };
		const began = host.clock.now();
		const domains = Array.from({ length: 30 }, (_, index) => `d${index}.example`);
		await tryChallenge.perform({ ...data, domains }, { ...stage.context, host: { ...host, network } });
		expect(host.clock.now() - began).toBeLessThan(70_000);
	});

	test('what is certainly wrong, where the server’s settings say so', async () => {
		stage.world.authority.addresses.set(domain, ['203.0.113.4']);
		withAnswers({ '203.0.113.4': { status: 200, body: 'router' } });
		await tryChallenge.perform({ ...data, precheck: 'warn' }, stage.context);
		expect(stage.lines[0]).toMatch(/^The CA is asked all the same: A 203\.0\.113\.4 of .* answers 200 with another text/);
	});
});

test('takes it for certain that one of the server’s own addresses does not answer', async () => {
	withAnswers({ '127.0.0.1': { body: '', error: 'connection refused' } });
	expect((await refusal()).why).toBe(`A 127.0.0.1 of shop.example: GET ${path}: connection refused`);
});

test('a cancel ends it between two redirects, and is no failure of the way', async () => {
	const { host } = stage.context;
	const http = {
		request: async () => {
			stage.cancel.abort(new Failure({ kind: 'cancelled', what: 'Cancelled' }));
			return { status: 301, body: '', location: '/round', took: 1 };
		},
	};
	stage = { ...stage, context: { ...stage.context, host: { ...host, http } } };
	expect((await refusal()).what).toBe('Cancelled');
	expect(stage.world.files.text(data.failureFile)).toBeUndefined();
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
