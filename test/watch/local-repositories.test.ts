import { expect, test } from 'vitest';
import { Failure } from '../../source/model/failure.ts';
import { localRepositories } from '../../source/watch/local-repositories.ts';

const image = (...tags: readonly string[]) => ({ id: tags.join(), tags, digests: [], size: 1, createdAt: 1 });

test('names what could be run, once and without its tag, and nothing that Berth has made', async () => {
	const images = async () => [
		image('nginx:1.29', 'nginx:latest'),
		image('registry.example:5000/shop:v1'),
		image('ghcr.io/you/shop:v1', 'shop-backend:v1'),
		image('shop-backend:v2'),
		image('<none>:<none>'),
		image(),
	];
	expect(await localRepositories({ images })).toEqual(['ghcr.io/you/shop', 'nginx', 'registry.example:5000/shop']);
});

test('names none while the engine does not answer', async () => {
	expect(await localRepositories({ images: () => Promise.reject(new Failure({ kind: 'external', what: 'down' })) })).toEqual([]);
});
