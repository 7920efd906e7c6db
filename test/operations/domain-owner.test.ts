import { describe, expect, test } from 'vitest';
import type { DomainHolder } from '../../source/model/snapshot.ts';
import { planFor } from '../../source/operations/index.ts';
import { newShop, serverWith } from './shop.ts';

const holder = (more: Partial<DomainHolder>): DomainHolder => ({
	kind: 'project',
	owner: 'blog',
	path: '/opt/projects/blog/project.yml',
	domains: ['shop.example'],
	...more,
});
const blogSite = holder({ kind: 'site', path: '/opt/nginx/conf.d/blog.conf' });
const stranger = holder({ kind: 'site', owner: '/opt/nginx/conf.d/old.conf', path: '/opt/nginx/conf.d/old.conf' });
const ownSite = holder({ kind: 'site', owner: 'shop', path: '/opt/nginx/conf.d/shop.conf' });
const ownFile = holder({ owner: 'shop', path: '/opt/projects/shop/project.yml' });

const plans = [
	{ kind: 'deploy', project: 'shop', version: 'v42' },
	{ kind: 'rollback', project: 'shop', version: 'v40' },
	{ kind: 'scale', project: 'shop', replicas: 3 },
] as const;

describe.each(plans)('$kind', (intent) => {
	test.each([blogSite, stranger])('is refused while $owner answers for one of its host names', (other) => {
		expect(() => planFor(serverWith({}, { domainHolders: [ownSite, ownFile, other] }), intent)).toThrow(
			expect.objectContaining({
				kind: 'refused',
				what: `shop.example belongs to ${other.owner} already`,
				why: `${other.path} answers for it`,
			}),
		);
	});

	test('goes on while another project only wants a host name that this one serves', () => {
		expect(planFor(serverWith({}, { domainHolders: [ownSite, ownFile, holder({})] }), intent).empty).toBe(false);
	});
});

test('a first deploy does not take the host name that another project wants', () => {
	expect(() => planFor({ ...newShop(), domainHolders: [holder({})] }, plans[0])).toThrow(
		expect.objectContaining({
			what: 'shop.example belongs to blog already',
			next: expect.stringContaining('/opt/projects/shop/project.yml'),
		}),
	);
});
