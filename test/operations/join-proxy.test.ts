import { expect, test } from 'vitest';
import { planLeaveProxy } from '../../source/operations/leave-proxy.ts';
import { planStartProxy } from '../../source/operations/start-proxy.ts';
import { exampleSnapshot } from '../fakes/example-snapshot.ts';

const config = '/etc/nginx/nginx.conf';
const before = 'events {}\nhttp {\n\tinclude /etc/nginx/sites-enabled/*;\n}\n';
const own = { program: 'nginx', config, pidFile: '/run/nginx.pid' };
const proxy = { ...exampleSnapshot.proxy, driver: 'host' as const, own, files: { [config]: before } };
const snapshot = { ...exampleSnapshot, proxy };

test('joins a running nginx by one line, and takes everything away again', () => {
	const plan = planStartProxy(snapshot, { kind: 'start-proxy' });
	expect(plan.steps.map(({ kind }) => kind)).toEqual(['make-directories', 'write-files', 'reload-proxy']);
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
	const { containerId: _, ...stopped } = proxy;
	const plan = planStartProxy({ ...snapshot, proxy: stopped }, { kind: 'start-proxy' });
	expect(plan.steps.at(-1)).toMatchObject({ kind: 'start-own-proxy' });
});

test('adds nothing to a configuration that is broken already, and says whose file it is', () => {
	const offender = { path: '/etc/nginx/sites-enabled/old', line: 3, hasAcceptedCopy: false };
	const broken = { ...snapshot, proxy: { ...proxy, test: { valid: false, output: ['[emerg] …'], offender } } };
	expect(() => planStartProxy(broken, { kind: 'start-proxy' })).toThrow('nginx would not load its present configuration');
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
