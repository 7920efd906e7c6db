import { expect, test } from 'vitest';
import { planDeploy } from '../../source/operations/deploy.ts';
import { newShop, projectWith } from './shop.ts';

const intent = { kind: 'deploy', project: 'shop', version: 'v50' } as const;
const source = { kind: 'image', repository: 'ghcr.io/you/shop' } as const;
const server = newShop(projectWith({ source }));

test('a tag that the registry does not have is refused before anything is done', () => {
	expect(() => planDeploy({ ...server, registryAnswer: { kind: 'missing' } }, intent)).toThrow(
		expect.objectContaining({ kind: 'refused', what: 'There is no image ghcr.io/you/shop:v50' }),
	);
});

test('a registry that does not let this server in is told with how to log in', () => {
	expect(() => planDeploy({ ...server, registryAnswer: { kind: 'denied', why: 'unauthorized' } }, intent)).toThrow(
		expect.objectContaining({ what: 'This server may not pull ghcr.io/you/shop:v50', next: expect.stringContaining('docker login') }),
	);
});

test('a registry that gives no answer is no reason to refuse, and the plan says so', () => {
	const plan = planDeploy({ ...server, registryAnswer: { kind: 'unknown', why: 'no answer within 5 s' } }, intent);
	expect(plan.notes).toContain('Whether there is an image ghcr.io/you/shop:v50 could not be asked: no answer within 5 s');
	for (const told of [{ ...server, registryAnswer: { kind: 'there' } as const }, server]) {
		expect(planDeploy(told, intent).notes.join()).not.toContain('could not be asked');
	}
});
