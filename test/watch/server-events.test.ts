import { expect, test } from 'vitest';
import { noteEvent } from '../../source/watch/server-events.ts';

const event = (type: string, action: string, labels: Readonly<Record<string, string>> = {}) => ({ type, action, id: 'c1', labels, at: 1 });

test('remembers deaths, health and what was pulled, and none of the engine’s small talk', () => {
	const actions = ['die', 'oom', 'health_status: unhealthy', 'exec_start: sh', 'attach', 'resize', 'create'];
	expect(actions.filter((action) => noteEvent(event('container', action)))).toEqual(['die', 'oom', 'health_status: unhealthy']);
	expect(noteEvent(event('network', 'connect', { name: 'shop_internal' }))).toBeUndefined();
	expect(noteEvent(event('volume', 'create'))).toBeUndefined();
	expect(noteEvent(event('image', 'pull', { name: 'redis:7' }))).toMatchObject({ name: 'redis:7' });
});

test('knows whose network and replica it was, and calls nobody’s a project’s', () => {
	expect(noteEvent(event('network', 'create', { name: 'shop_internal' }))?.project).toBe('shop');
	expect(noteEvent(event('network', 'create', { name: 'bridge' }))).not.toHaveProperty('project');
	const labels = { name: 'shop-blue-2', 'berth.project': 'shop', 'berth.berth': 'blue', 'berth.replica': '2' };
	expect(noteEvent(event('container', 'start', labels))).toMatchObject({ project: 'shop', berth: 'blue', replica: '2' });
});

test('passes over images that have only a digest, as every layer of a build', () => {
	expect(noteEvent(event('image', 'delete', { name: `sha256:${'ab12'.repeat(16)}` }))).toBeUndefined();
	expect(noteEvent(event('image', 'delete', { name: 'shop-backend:v1' }))).toMatchObject({ name: 'shop-backend:v1' });
});

test('does not take the labels that an image brings for whose it is', () => {
	const labels = { 'berth.project': 'shop', 'berth.berth': 'blue', 'berth.replica': '1' };
	for (const name of ['crazy_turing', 'nginx-proxy', 'blog-blue-1'])
		expect(noteEvent(event('container', 'start', { ...labels, name }))).not.toHaveProperty('project');
	expect(noteEvent(event('image', 'pull', { ...labels, name: 'evil:1' }))).not.toHaveProperty('project');
	expect(noteEvent(event('image', 'tag', { name: 'shop-backend:v1' }))).toMatchObject({ project: 'shop' });
});
