import { expect, test } from 'vitest';
import { recogniseSite } from '../../source/model/lost-site.ts';
import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import { exampleReplica, exampleShop, stoppedShop } from '../fakes/example-snapshot.ts';

const route = { berth: 'blue', release: 'v41', ports: [8101, 8102] } as const;

function withoutFile({ site: _, ...shop }: ProjectSnapshot, closed?: true): ProjectSnapshot {
	const accepted = { ...route, ...(closed && { closed }) };
	return recogniseSite({ ...shop, siteFile: { path: '/opt/nginx/conf.d/shop.conf', text: null, accepted } });
}

test('knows a closed site whose file was removed by the copy that nginx accepted, and keeps it closed', () => {
	expect(withoutFile(stoppedShop, true).site).toMatchObject({ ...route, closed: true, lost: 'removed' });
});

test('keeps it closed also where somebody has started replicas by hand', () => {
	expect(withoutFile({ ...stoppedShop, replicas: [exampleReplica(1)] }, true).site).toMatchObject({ ...route, closed: true });
});

test('knows an open site by the replicas that run', () => {
	expect(withoutFile(exampleShop).site).toMatchObject({ ...route, lost: 'removed' });
	expect(withoutFile(exampleShop).site).not.toHaveProperty('closed');
	expect(withoutFile(stoppedShop).site).toBeUndefined();
});
