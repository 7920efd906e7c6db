import { expect, test } from 'vitest';
import { failureFacts } from '../../source/model/failure.ts';
import type { Snapshot } from '../../source/model/snapshot.ts';
import { planReloadProxy } from '../../source/operations/reload-proxy.ts';
import { exampleSnapshot } from '../fakes/example-snapshot.ts';
import { kindsOf } from './shop.ts';

const planWith = (proxy: Partial<Snapshot['proxy']>) =>
	planReloadProxy({ ...exampleSnapshot, proxy: { ...exampleSnapshot.proxy, ...proxy } }, { kind: 'reload-proxy' });

function refusalOf(proxy: Partial<Snapshot['proxy']>) {
	try {
		planWith(proxy);
	} catch (error) {
		return failureFacts(error);
	}
	return undefined;
}

test('lets nginx load its files under the lock of its own operations', () => {
	const plan = planWith({});
	expect(plan).toMatchObject({ project: 'nginx-proxy', title: 'Reload nginx (nginx-proxy)', empty: false, confirm: 'yes' });
	expect(kindsOf(plan)).toEqual(['reload-proxy']);
});

test('refuses what nginx would not load, in its words', () => {
	const output = ['nginx: [emerg] unknown directive "serve" in /opt/nginx/conf.d/blog.conf:3'];
	expect(refusalOf({ test: { valid: false, output } })).toMatchObject({
		kind: 'refused',
		what: 'nginx would not load this configuration, so it keeps the one it has',
		output,
	});
});

test('says how to start an nginx that does not run', () => {
	const { instance: _, ...proxy } = exampleSnapshot.proxy;
	expect(() => planReloadProxy({ ...exampleSnapshot, proxy }, { kind: 'reload-proxy' })).toThrow(
		expect.objectContaining({ next: 'Start it with `berth proxy start`' }),
	);
});
