import { expect, test } from 'vitest';
import { archiveProject } from '../../source/steps/archive-project.ts';
import { registerPorts } from '../../source/steps/register-ports.ts';
import { writeEnv } from '../../source/steps/write-env.ts';
import { perform, prepare, runStored } from '../fakes/model-host-server.ts';
import { shopServer, stageIn } from './step-context.ts';

const env = '/opt/projects/shop/.env';
const registry = '/opt/projects/.port-registry.json';
const entry = (key: string) => ({ key, value: { kind: 'generate', length: 16 } }) as const;

test('adds secrets to .env on lines of their own, and changes no value that is there', async () => {
	const { context, world } = await shopServer([]);
	world.files.put({ [env]: 'SECRET_KEY=kept' });
	const data = { kind: 'write-env', path: env, entries: [entry('SECRET_KEY'), entry('TOKEN')], existed: true } as const;
	expect(await writeEnv.perform(data, context)).toEqual({ added: 1 });
	expect(world.files.text(env)).toMatch(/^SECRET_KEY=kept\nTOKEN=\S{16}\n$/);
	expect(await writeEnv.perform(data, context)).toEqual({ added: 0 });
});

test('keeps every removed project: a second one of the same name gets a place of its own', async () => {
	const { context, world } = await shopServer([]);
	const data = { kind: 'archive-project', project: 'shop', from: '/opt/projects/shop', to: '/opt/backups/removed' } as const;
	const first = `/opt/backups/removed/shop.${context.operation}`;
	expect(await archiveProject.perform(data, context)).toEqual({ place: first });
	await world.files.makeDirectory(data.from);
	expect(await archiveProject.perform(data, { ...context, operation: 'later' })).toEqual({ place: '/opt/backups/removed/shop.later' });
	expect(world.files.text(`${first}/.env`)).toContain('SECRET_KEY');
});

test('puts back what this removal has moved, and never the project of an earlier one', async () => {
	const { context, world } = await shopServer([]);
	const data = { kind: 'archive-project', project: 'shop', from: '/opt/projects/shop', to: '/opt/backups/removed' } as const;
	await archiveProject.perform(data, context);
	const later = { ...context, operation: 'later' };
	expect(await archiveProject.perform(data, later)).toBeUndefined();
	const { undo } = archiveProject;
	if (undo.policy === 'nothing') expect.unreachable('a removal is undone');
	await undo.perform(data, later);
	expect(await world.files.stat(data.from)).toBeUndefined();
	await undo.perform(data, context);
	expect(world.files.text(env)).toContain('SECRET_KEY');
});

test('refuses ports that another project got between plan and run', async () => {
	const { context, world } = await shopServer([]);
	const ports = { id: 1, base: 8100, blue: 8101, green: 8117, postgres: 8133, redis: 8180 };
	const data = { kind: 'register-ports', registry, project: 'news', ports } as const;
	const before = world.files.text(registry);
	await expect(registerPorts.perform(data, context)).rejects.toMatchObject({ what: 'Ports 8100–8199 were given to shop meanwhile' });
	expect(world.files.text(registry)).toBe(before);
	expect([...world.locks.keys()]).toEqual([]);
});

test('waits for another operation that writes the registry, but not for ever', async () => {
	const { context, world } = await shopServer([]);
	const lock = await stageIn(world).context.host.locks.acquire(`${registry}.lock`);
	const ports = { id: 2, base: 8200, blue: 8201, green: 8217, postgres: 8233, redis: 8280 };
	const data = { kind: 'register-ports', registry, project: 'news', ports } as const;
	await expect(registerPorts.perform(data, context)).rejects.toMatchObject({ kind: 'busy' });
	world.clock.later(1_000, () => void lock?.release());
	await registerPorts.perform(data, context);
	expect(world.files.text(registry)).toContain('"news"');
});

test('points back at the release that really serves after a failure', async () => {
	const { world } = await shopServer(['v1', 'v2']);
	const operation = await prepare(world, { kind: 'rollback', project: 'shop' });
	world.engine.faults.set('shop-backend:v1', { isSilent: true });
	expect((await runStored(world, operation)).outcome).toBe('failed');
	expect(await world.files.readLink('/opt/projects/shop/releases/current')).toBe('v2');
	expect(world.files.text('/opt/projects/shop/.previous_version')).toBe('v1\n');
});

test('leaves nothing of a new project whose database does not start, so that it can be made again', async () => {
	const { world } = await shopServer([]);
	const text = 'name: news\ndomains: [news.example]\nbuild: true\nport: 8000\nservices: {postgres: true}\n';
	const intent = { kind: 'new', name: 'news', projectText: text } as const;
	world.engine.faults.set('news-postgres', { exitsAfter: 10 });
	expect((await perform(world, intent)).outcome).toBe('failed');
	expect(await world.files.stat('/opt/projects/news')).toBeUndefined();
	world.engine.faults.clear();
	expect((await perform(world, intent)).outcome).toBe('done');
});
