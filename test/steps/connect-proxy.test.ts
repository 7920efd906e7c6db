import { expect, test } from 'vitest';
import { connectProxy } from '../../source/steps/connect-proxy.ts';
import { removeNetwork } from '../../source/steps/remove-network.ts';
import { shopServer, stageIn } from './step-context.ts';

const data = { kind: 'connect-proxy', project: 'shop', network: 'other', container: 'nginx-proxy', address: '172.20.9.9' } as const;

test('connects a proxy once, leaves one that is there alone, and takes it out again before the network goes', async () => {
	const { world } = await shopServer(['v1']);
	const { context } = stageIn(world);
	world.engine.createNetwork({ name: 'other', subnet: '172.20.9.0/24', labels: {} });
	const isConnected = async () => (await context.host.docker.inspect('nginx-proxy'))?.networks?.other !== undefined;
	await connectProxy.perform(data, context);
	expect(await isConnected()).toBe(true);
	// A second connection would take it out for a moment.
	const connectNetwork = () => Promise.reject(new Error('it is connected already'));
	const docker = { ...context.host.docker, connectNetwork };
	await connectProxy.perform(data, { ...context, host: { ...context.host, docker } });
	if (connectProxy.undo.policy === 'reverse') await connectProxy.undo.perform(data, context);
	expect(await isConnected()).toBe(false);
	await connectProxy.perform(data, context);
	await removeNetwork.perform({ kind: 'remove-network', project: 'shop', name: 'other', disconnect: 'nginx-proxy' }, context);
	expect(await isConnected()).toBe(false);
	expect((await context.host.docker.networks()).map(({ name }) => name)).not.toContain('other');
});
