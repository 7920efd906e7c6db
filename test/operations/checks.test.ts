import { expect, test } from 'vitest';
import { Failure } from '../../source/model/failure.ts';
import type { Snapshot } from '../../source/model/snapshot.ts';
import { planFor } from '../../source/operations/index.ts';
import type { Intent } from '../../source/operations/plan.ts';
import { renderNginxMain } from '../../source/proxies/nginx/main.ts';
import { layoutOf } from '../../source/server/layout.ts';
import { exampleProject, exampleShop, exampleSnapshot } from '../fakes/example-snapshot.ts';
import { projectWith, serverWith } from './shop.ts';

const deploy = { kind: 'deploy', project: 'shop', version: 'v42' } as const;
const mebibyte = 1024 ** 2;
const { instance: _, ...stopped } = exampleSnapshot.proxy;
const { envKeys: _keys, ...withoutEnv } = exampleShop;
const { ports: _ports, ...withoutPorts } = exampleShop;
const problem = { kind: 'config', what: '/opt/projects/shop/project.yml is wrong: one mistake' } as const;
const words = ['nginx: [emerg] unknown directive "x" in /opt/nginx/conf.d/blog.conf:3'];
const offender = { path: '/opt/nginx/conf.d/blog.conf', line: 3, hasAcceptedCopy: true };

function broken(path: Partial<typeof offender> | undefined): Snapshot {
	const test = {
		valid: false,
		output: words,
		complaint: words[0] ?? '',
		...(path !== undefined && { offender: { ...offender, ...path } }),
	};
	return serverWith({}, { proxy: { ...exampleSnapshot.proxy, test } });
}

function refusalOf(snapshot: Snapshot, intent: Intent): Failure {
	try {
		planFor(snapshot, intent);
	} catch (error) {
		if (error instanceof Failure) return error;
	}
	throw new Error('it was not refused');
}

const refusals: readonly (readonly [string, Snapshot, string, RegExp])[] = [
	[
		'while Docker does not answer',
		serverWith({}, { engine: { kind: 'down', why: 'no such socket' } }),
		'Docker does not answer, so nothing can be changed',
		/systemctl start docker/,
	],
	['with a wrong project.yml', serverWith({ problem }), problem.what, /^$/],
	['without ports', { ...serverWith(), projects: [withoutPorts] }, 'shop has no ports in the registry', /port-registry\.json/],
	['without .env', { ...serverWith(), projects: [withoutEnv] }, 'shop has no .env file', /berth secrets generate shop/],
	[
		'while nginx does not run',
		serverWith({}, { proxy: stopped }),
		'nginx does not run: there is no running container nginx-proxy',
		/berth proxy start/,
	],
	[
		'while nginx ends at each start',
		serverWith({}, { proxy: { ...stopped, down: { state: 'restarting', cause: '[emerg] x', offender } } }),
		'nginx does not run: container nginx-proxy ends as soon as it starts, and Docker tries it again and again',
		/Correct or remove \/opt\/nginx\/conf\.d\/blog\.conf \(line 3\)/,
	],
	[
		'while nginx is paused',
		serverWith({}, { proxy: { ...stopped, down: { state: 'paused' } } }),
		'nginx does not run: container nginx-proxy is paused',
		/berth proxy start/,
	],
	['while the main configuration is broken', broken(undefined), 'nginx would not load its present configuration', /berth proxy check/],
	[
		'while a broken site of another project was never accepted',
		broken({ hasAcceptedCopy: false }),
		'nginx would not load its present configuration',
		/Correct the file/,
	],
	[
		'with too little memory',
		serverWith({ ...projectWith({ limits: { memory: 2048 * mebibyte } }) }),
		'shop needs 4096 MiB more memory, and server-1 has 2048 MiB',
		/Lower limits\.memory/,
	],
	[
		'with too little disk',
		serverWith({}, { capacity: { ...exampleSnapshot.capacity, diskFree: 100 * mebibyte } }),
		'Only 100 MiB of disk are free on server-1',
		/docker system df/,
	],
	['while a port is taken', serverWith({}, { listening: [80, 8118] }), "Port 8118 of shop's green berth is taken", /sport = :8118/],
];

test.each(refusals)('refuses a deploy %s, and says what to do', (_, snapshot, what, next) => {
	const failure = refusalOf(snapshot, deploy);
	expect(failure.what).toBe(what);
	expect(['refused', 'config']).toContain(failure.kind);
	expect(failure.next ?? '').toMatch(next);
});

test.each([
	['shpo', 'There is no project shpo on server-1', 'Did you mean shop? `berth status` lists all'],
	['warehouse', 'There is no project warehouse on server-1', 'Make it with `berth new warehouse --domain …`'],
	['../x', '"../x" cannot be a project\'s name', expect.stringContaining('2 to 39 characters')],
	['a b', '"a b" cannot be a project\'s name', expect.stringContaining('lower-case')],
	['x'.repeat(60), `"${'x'.repeat(60)}" cannot be a project's name`, expect.anything()],
	['läden', '"läden" cannot be a project\'s name', expect.anything()],
])('refuses the unknown project %s', (project, what, next) => {
	for (const intent of [
		{ ...deploy, project },
		{ kind: 'scale', project, replicas: 1 },
		{ kind: 'remove', project },
	] as const) {
		expect(refusalOf(serverWith(), intent)).toMatchObject({ kind: 'refused', what, next });
	}
});

test('sets a broken site of another project aside first, and goes on', () => {
	for (const intent of [deploy, { kind: 'scale', project: 'shop', replicas: 3 }, { kind: 'rollback', project: 'shop' }] as const) {
		expect(planFor(broken({}), intent).steps[0]).toEqual({
			kind: 'quarantine-site',
			path: offender.path,
			proxy: expect.objectContaining({ container: 'nginx-proxy' }),
			aside: '/opt/nginx/conf.d/blog.conf.broken',
			accepted: '/opt/nginx/accepted/blog.conf',
			reason: words[0],
		});
	}
});

test('writes its own broken site anew instead of setting it aside', () => {
	expect(planFor(broken({ path: '/opt/nginx/conf.d/shop.conf' }), deploy).steps[0]).toMatchObject({ kind: 'obtain-image' });
});

test('asks for what a replica reserves, not for what it may use at most', () => {
	const limits = { memory: 4096 * mebibyte, memoryReservation: 512 * mebibyte };
	expect(planFor(serverWith({ project: { ...exampleProject, limits } }), deploy).expect.memory).toBe(1024 * mebibyte);
});

test('a main configuration of an older Berth is named before anything is changed, and how it is renewed', () => {
	const files = { '/opt/nginx/nginx.conf': 'geo $berth_local { default 0; }' };
	expect(refusalOf(serverWith({}, { proxy: { ...exampleSnapshot.proxy, files } }), deploy)).toMatchObject({
		kind: 'refused',
		what: '/opt/nginx/nginx.conf was written by an older Berth',
		why: expect.stringContaining('$berth_'),
		next: expect.stringContaining('`berth proxy start`'),
	});
});

test('a site listens on IPv6 exactly if the main configuration does', () => {
	const at = { layout: layoutOf('/opt'), version: '1.29.1', httpPort: 80, httpsPort: 443 };
	const siteWith = (ipv6: boolean) => {
		const files = { '/opt/nginx/nginx.conf': renderNginxMain({ ...at, ipv6 }) };
		const { steps } = planFor(serverWith({}, { proxy: { ...exampleSnapshot.proxy, files } }), deploy);
		return steps.find((step) => step.kind === 'route')?.text.includes('listen [::]:80;');
	};
	expect([siteWith(true), siteWith(false)]).toEqual([true, false]);
});

test('names who has the port that a new replica needs', () => {
	const taken = serverWith({}, { listening: [8117], holders: { 8117: 'node (process 4711)' } });
	expect(() => planFor(taken, deploy)).toThrow(expect.objectContaining({ why: 'node (process 4711) listens on it' }));
});

test('plans on where nginx only misses a directory that is made again first', () => {
	const lost = { path: '/opt/nginx/logs/blog', mode: 0o755 };
	const complaint = 'nginx: [emerg] open() "/opt/nginx/logs/blog/access.log" failed (2: No such file or directory)';
	const proxy = { ...exampleSnapshot.proxy, test: { valid: false, output: [complaint], complaint } };
	expect(planFor(serverWith({}, { proxy: { ...proxy, lost: [lost] } }), deploy).steps[0]).toMatchObject({
		kind: 'mend-directories',
		directories: [lost],
	});
	expect(refusalOf(serverWith({}, { proxy }), deploy).what).toBe('nginx would not load its present configuration');
});
