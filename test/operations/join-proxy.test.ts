import { describe, expect, test } from 'vitest';
import type { Listen } from '../../source/model/snapshot.ts';
import { planFor } from '../../source/operations/index.ts';
import { planLeaveProxy } from '../../source/operations/leave-proxy.ts';
import { planStartProxy } from '../../source/operations/start-proxy.ts';
import { exampleSnapshot } from '../fakes/example-snapshot.ts';
import { serverWith } from './shop.ts';

const config = '/etc/nginx/nginx.conf';
const before = 'events {}\nhttp {\n\tinclude /etc/nginx/sites-enabled/*;\n}\n';
const own = { program: 'nginx', config, pidFile: '/run/nginx.pid' };
const proxy = { ...exampleSnapshot.proxy, driver: 'host' as const, hasIpv6: true, own, files: { [config]: before } };
const snapshot = { ...exampleSnapshot, proxy };

test('joins a running nginx by one line, and takes everything away again', () => {
	const plan = planStartProxy(snapshot, { kind: 'start-proxy' });
	expect(plan.steps.map(({ kind }) => kind)).toEqual(['make-directories', 'join-proxy']);
	const joined = plan.files.find(({ path }) => path === config)?.after ?? '';
	expect(plan.notes).toEqual([expect.stringContaining('`berth proxy leave`'), expect.stringContaining('512 connections')]);
	expect(joined).toBe(before.replace('*;\n', '*;\n\n\tinclude /opt/nginx/berth.conf; # the sites of Berth\n'));
	const files = Object.fromEntries(plan.files.map(({ path, after }) => [path, after ?? '']));
	const empty = { ...snapshot, domainHolders: [], proxy: { ...proxy, files } };
	const left = planLeaveProxy(empty, { kind: 'leave-proxy' });
	expect(left.files).toContainEqual({ path: config, before: joined, after: before });
	expect(left.steps.map(({ kind }) => kind)).toEqual(['write-files', 'reload-proxy']);
});

test('has nothing to do where all is as it should be', () => {
	const plan = planStartProxy(snapshot, { kind: 'start-proxy' });
	const files = Object.fromEntries(plan.files.map(({ path, after }) => [path, after ?? '']));
	expect(planStartProxy({ ...snapshot, proxy: { ...proxy, files } }, { kind: 'start-proxy' }).empty).toBe(true);
});

test('starts an nginx that does not run', () => {
	const { instance: _, ...stopped } = proxy;
	const plan = planStartProxy({ ...snapshot, listening: [], proxy: stopped }, { kind: 'start-proxy' });
	expect(plan.steps.at(-1)).toMatchObject({ kind: 'start-own-proxy' });
});

test('adds nothing to a configuration that is broken already, and says whose file it is', () => {
	const offender = { path: '/etc/nginx/sites-enabled/old', line: 3, hasAcceptedCopy: false };
	const broken = { ...snapshot, proxy: { ...proxy, test: { valid: false, output: ['[emerg] …'], offender } } };
	expect(() => planStartProxy(broken, { kind: 'start-proxy' })).toThrow(
		expect.objectContaining({
			what: 'nginx would not load its present configuration, so nothing is added to it',
			why: '/etc/nginx/sites-enabled/old line 3 is not valid',
			next: expect.stringContaining('`nginx -t -c /etc/nginx/nginx.conf`'),
		}),
	);
});

test('does not leave projects without a proxy', () => {
	const site = {
		kind: 'site' as const,
		owner: 'shop',
		path: '/opt/nginx/conf.d/shop.conf',
		domains: ['a.test'],
		generation: '0123456789ab',
	};
	expect(() => planLeaveProxy({ ...snapshot, domainHolders: [site] }, { kind: 'leave-proxy' })).toThrow(
		'shop would not be served any more',
	);
	expect(() => planLeaveProxy(exampleSnapshot, { kind: 'leave-proxy' })).toThrow('There is nothing to leave');
});

describe('sites of others', () => {
	const of = (...listens: readonly Listen[]) => ({
		...snapshot,
		domainHolders: [{ kind: 'site' as const, owner: '/etc/old', path: '/etc/old', domains: ['old.test'], listens }],
	});
	const planned = (...listens: readonly Listen[]) => planStartProxy(of(...listens), { kind: 'start-proxy' });
	const berthConf = (plan: ReturnType<typeof planned>) => plan.files.find(({ path }) => path === '/opt/nginx/berth.conf')?.after;

	test('that listen on an address of their own would keep visitors from ours: refused, with the file', () => {
		expect(() => planned({ address: '203.0.113.5', port: 443 })).toThrow('Visitors who come by 203.0.113.5 would not reach sites of Berth');
		expect(() => planned({ address: '[2001:db8::1]', port: 80 })).toThrow('[2001:db8::1]');
		expect(() => planned({ address: '127.0.0.1', port: 80 })).toThrow('Berth, which sees by 127.0.0.1 what answers, would not reach');
		for (const address of ['*', '0.0.0.0', '[::]', '127.0.0.2', '[::1]']) expect(planned({ address, port: 80 }).empty).toBe(false);
		expect(planned({ address: '203.0.113.5', port: 8080 }).empty).toBe(false);
	});

	test('that are not reached by IPv6 stay so: nobody else begins to answer for them there', () => {
		expect(berthConf(planned({ address: '*', port: 80 }))).not.toContain('listen [::]');
		expect(berthConf(planned({ address: '*', port: 80 }, { address: '[::]', port: 80 }))).toContain('listen [::]:80;');
		expect(berthConf(planned())).toContain('listen [::]:80;');
	});
});

test('an nginx.conf that is a symlink is named as what it is', () => {
	const linked = { ...snapshot, proxy: { ...proxy, files: {} } };
	expect(() => planStartProxy(linked, { kind: 'start-proxy' })).toThrow(
		'/etc/nginx/nginx.conf is no file that Berth could add its line to',
	);
});

test('a line that somebody took out again is missed before anything begins', () => {
	const deploy = (main: string) =>
		planFor(serverWith({}, { proxy: { ...proxy, files: { [config]: main } } }), { kind: 'deploy', project: 'shop', version: 'v40' });
	expect(() => deploy(before)).toThrow("/etc/nginx/nginx.conf includes nothing of Berth's any more");
	expect(() => deploy(before.replace('}\n', '\tinclude /opt/nginx/berth.conf;\n}\n'))).not.toThrow('includes nothing');
});
