import { expect, test } from 'vitest';
import { planStartProxy } from '../../source/operations/start-proxy.ts';
import { exampleSnapshot } from '../fakes/example-snapshot.ts';
import { kindsOf } from './shop.ts';

const intent = { kind: 'start-proxy' } as const;
const { instance: _, version: _version, test: _test, ...stopped } = exampleSnapshot.proxy;
const without = { ...exampleSnapshot, proxy: stopped, listening: [8101] };

test('writes the main configuration and starts nginx, under a lock of its own', () => {
	const plan = planStartProxy(without, intent);
	expect(plan).toMatchObject({ project: 'nginx-proxy', title: 'Start nginx (nginx:1.29) on ports 80 and 443', empty: false, notes: [] });
	expect(kindsOf(plan)).toEqual(['make-directories', 'write-files', 'start-proxy']);
	expect(plan.files.map(({ path, before }) => [path, before])).toEqual([
		['/opt/nginx/nginx.conf', null],
		['/opt/nginx/conf.d/ssl-defaults.conf', null],
		['/opt/nginx/docker-compose.yml', null],
	]);
	expect(plan.steps[2]).toEqual({
		kind: 'start-proxy',
		compose: { name: 'nginx-proxy', file: '/opt/nginx/docker-compose.yml' },
		container: 'nginx-proxy',
		httpPort: 80,
		wasRunning: false,
	});
});

test('has nothing to do while nginx runs with these files', () => {
	const files = Object.fromEntries(planStartProxy(exampleSnapshot, intent).files.map(({ path, after }) => [path, after ?? '']));
	expect(planStartProxy({ ...exampleSnapshot, proxy: { ...exampleSnapshot.proxy, files } }, intent)).toMatchObject({
		files: [],
		empty: true,
	});
});

test('says that a running nginx takes new files only with a reload', () => {
	const plan = planStartProxy(exampleSnapshot, intent);
	expect(plan.notes).toEqual([expect.stringContaining('berth proxy reload'), expect.stringContaining('make it anew')]);
	expect(plan.steps.at(-1)).toMatchObject({ wasRunning: true });
});

test('leaves a running nginx in its container when only its rights would be others', () => {
	const all = planStartProxy(exampleSnapshot, intent).files;
	const files = Object.fromEntries(all.map(({ path, after }) => [path, path.endsWith('.yml') ? 'services: {}\n' : (after ?? '')]));
	const plan = planStartProxy({ ...exampleSnapshot, proxy: { ...exampleSnapshot.proxy, files } }, intent);
	expect(plan.files.map(({ path }) => path)).toEqual(['/opt/nginx/docker-compose.yml']);
	expect(plan.notes).toEqual([
		'nginx runs on in the container it has; `docker rm --force nginx-proxy` and `berth proxy start` make it anew, with a moment without sites',
	]);
});

test('starts a running nginx anew that does not see its logs any more, with the directories made that it needs', () => {
	const files = Object.fromEntries(planStartProxy(exampleSnapshot, intent).files.map(({ path, after }) => [path, after ?? '']));
	const lost = ['/opt/nginx/logs', '/opt/nginx/logs/shop'].map((path) => ({ path, mode: 0o755 }));
	const proxy = { ...exampleSnapshot.proxy, files, lost, unseen: ['/opt/nginx/logs'] };
	const plan = planStartProxy({ ...exampleSnapshot, proxy }, intent);
	expect(plan).toMatchObject({ title: 'Start nginx anew (nginx:1.29) on ports 80 and 443', empty: false });
	expect(plan.notes).toEqual([expect.stringMatching(/does not see \/opt\/nginx\/logs as it is now.*with some seconds without sites/)]);
	expect(kindsOf(plan)).toEqual(['make-directories', 'mend-directories', 'start-proxy']);
	expect(plan.steps[1]).toMatchObject({ directories: [lost[1]] });
	expect(plan.steps.at(-1)).toMatchObject({ wasRunning: true, anew: true });
});

test('refuses ports that another program has', () => {
	expect(() => planStartProxy({ ...without, listening: [80, 443] }, intent)).toThrow(
		expect.objectContaining({ kind: 'refused', what: 'Ports 80 and 443 are taken, so nginx cannot start' }),
	);
});

const cause = '[emerg] unknown directive "nonsense" in /opt/nginx/conf.d/zz.conf:1';
const looping = (offender?: { readonly path: string; readonly line: number }) => ({
	...without,
	proxy: { ...stopped, down: { state: 'restarting' as const, cause, ...(offender && { offender }) } },
});

test('starts nothing in vain while a broken site ends nginx at each start, and names file and line', () => {
	expect(() => planStartProxy(looping({ path: '/opt/nginx/conf.d/zz.conf', line: 1 }), intent)).toThrow(
		expect.objectContaining({
			kind: 'refused',
			what: 'nginx does not run: container nginx-proxy ends as soon as it starts, and Docker tries it again and again',
			why: cause,
			next: 'Correct or remove /opt/nginx/conf.d/zz.conf (line 1), then `berth proxy start`',
		}),
	);
});

test.each([
	['the broken site is gone', undefined],
	['the plan itself writes the broken file', { path: '/opt/nginx/nginx.conf', line: 3 }],
	['the plan itself writes the broken file', { path: '/opt/nginx/conf.d/ssl-defaults.conf', line: 3 }],
])('makes an nginx anew that Docker starts again and again, instead of waiting for Docker, once %s', (_, offender) => {
	expect(planStartProxy(looping(offender), intent).steps.at(-1)).toMatchObject({ kind: 'start-proxy', wasRunning: false, anew: true });
});

test('lets a paused nginx go on, whose ports are its own', () => {
	const paused = { ...without, proxy: { ...stopped, down: { state: 'paused' as const } }, listening: [80, 443] };
	const step = planStartProxy(paused, intent).steps.at(-1);
	expect(step).toMatchObject({ kind: 'start-proxy', wasRunning: true });
	expect(step).not.toHaveProperty('anew');
});
