import { expect, test } from 'vitest';
import { describeStep, type StepOf } from '../../source/steps/index.ts';
import { exampleAwait, exampleRoute, exampleStart } from '../fakes/example-plan.ts';

test('names replicas, release, berth and ports of a start', () => {
	expect(describeStep(exampleStart)).toBe('Start 3 replicas of v42 in green (127.0.0.1:8117–8119)');
});

test('tells kept replicas from new ones', () => {
	const existing = ['shop-green-1', 'shop-green-2'];
	expect(describeStep({ ...exampleStart, existing, missing: [], ports: [8117, 8118] })).toBe(
		'Start 2 kept replicas of v42 in green (127.0.0.1:8117–8118)',
	);
	expect(describeStep({ ...exampleStart, existing, missing: ['shop-green-3'] })).toBe(
		'Start 3 replicas (2 kept) of v42 in green (127.0.0.1:8117–8119)',
	);
});

test('names the replicas that go on after a pause', () => {
	const containers = ['shop-blue-1', 'shop-blue-2'];
	expect(describeStep({ kind: 'unpause-replicas', project: 'shop', release: 'v42', berth: 'blue', containers })).toBe(
		'Unpause 2 replicas of v42 in blue: shop-blue-1, shop-blue-2',
	);
});

test('names what healthy means and how long it may take', () => {
	expect(describeStep(exampleAwait)).toBe('Wait until 3 replicas of v42 answer GET /health twice in a row (at most 1 min)');
	expect(describeStep({ ...exampleAwait, replicas: exampleAwait.replicas.slice(0, 1) })).toContain('1 replica of v42 answers GET');
});

test('names the site whose traffic moves', () => {
	expect(describeStep(exampleRoute)).toBe('Move traffic of shop.example to v42 in green, and wait until only it answers');
});

test('says where an image comes from', () => {
	const obtain: StepOf<'obtain-image'> = {
		kind: 'obtain-image',
		project: 'shop',
		version: 'v42',
		image: 'shop-backend:v42',
		from: { kind: 'kept' },
		directory: '/opt/projects/shop/releases/v42',
		record: '/r.json',
		existed: true,
		directoryExisted: true,
	};
	const pull = { kind: 'pull', reference: 'registry.example/shop:v42', present: false } as const;
	expect(describeStep(obtain)).toBe('Use the kept image shop-backend:v42');
	expect(describeStep({ ...obtain, from: pull })).toBe('Pull image registry.example/shop:v42 as shop-backend:v42');
	expect(describeStep({ ...obtain, from: { ...pull, present: true } })).toContain('already on this server');
	expect(describeStep({ ...obtain, from: { kind: 'build', context: '/src', dockerfile: '/src/Dockerfile', place: '/made' } })).toBe(
		'Build image shop-backend:v42 from /src',
	);
});

test('names the keys of an environment and never a value', () => {
	const step: StepOf<'write-env'> = {
		kind: 'write-env',
		path: '/opt/projects/shop/.env',
		entries: [
			{ key: 'POSTGRES_USER', value: { kind: 'text', text: 'shop-user' } },
			{ key: 'POSTGRES_PASSWORD', value: { kind: 'generate', length: 32 } },
		],
		existed: false,
	};
	expect(describeStep(step)).toBe('Write /opt/projects/shop/.env: POSTGRES_USER, POSTGRES_PASSWORD');
});
