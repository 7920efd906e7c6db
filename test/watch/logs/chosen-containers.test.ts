import { expect, test } from 'vitest';
import type { ContainerSummary } from '../../../source/host/host.ts';
import { chosenContainers } from '../../../source/watch/logs/chosen-containers.ts';

function container(name: string, state: ContainerSummary['state']): ContainerSummary {
	const labels = { 'berth.project': 'shop' };
	return { id: name, name, image: '', imageId: '', state, status: '', labels, ports: [], createdAt: 0 };
}

const names = (found: readonly ContainerSummary[]) => found.map(({ name }) => name);
const all = [
	container('shop-blue-1', 'exited'),
	container('shop-green-1', 'running'),
	container('shop-green-2', 'exited'),
	container('shop-postgres', 'running'),
];

test('leaves out the berth of the release before, and services, but not a replica that crashed', () => {
	expect(names(chosenContainers(all, {}))).toEqual(['shop-green-1', 'shop-green-2']);
});

test('takes what is asked for, also where it has stopped', () => {
	expect(names(chosenContainers(all, { berth: 'blue' }))).toEqual(['shop-blue-1']);
	expect(names(chosenContainers(all, { replica: 2 }))).toEqual(['shop-green-2']);
	expect(names(chosenContainers(all, { berth: 'green', replica: 1 }))).toEqual(['shop-green-1']);
});

test('takes everything where nothing runs', () => {
	expect(names(chosenContainers([container('shop-blue-1', 'exited'), container('shop-green-1', 'dead')], {}))).toHaveLength(2);
});

test('passes over a container that only its image’s labels call a replica', () => {
	const labels = { 'berth.project': 'shop', 'berth.berth': 'green', 'berth.replica': '1' };
	expect(names(chosenContainers([...all, { ...container('crazy_turing', 'running'), labels }], {}))).not.toContain('crazy_turing');
});

test('takes a service alone where one is named, and no replica whose image claims to be one', () => {
	const claimed = container('shop-green-3', 'running');
	const ghost = { ...claimed, labels: { ...claimed.labels, 'berth.service': 'postgres' } };
	expect(names(chosenContainers([...all, ghost], { service: 'postgres' }))).toEqual(['shop-postgres']);
});
