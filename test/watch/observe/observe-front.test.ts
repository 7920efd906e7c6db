import { expect, test } from 'vitest';
import type { Host } from '../../../source/host/host.ts';
import { observeFront } from '../../../source/watch/observe/observe-front.ts';
import { FakeFiles } from '../../fakes/fake-files.ts';
import { npmHostText } from '../../fakes/npm-host.ts';
import { ScriptedDocker } from '../../fakes/scripted-docker.ts';

const hosts = '/opt/npm/data/nginx/proxy_host';
const custom = '/opt/npm/data/nginx/custom';

function place() {
	const [files, docker] = [new FakeFiles(), new ScriptedDocker()];
	docker.details = { npm: { running: true, networks: { npm_default: 'n1', shop_internal: 'n2' } } };
	docker.networkList = [
		{ id: 'n1', name: 'npm_default', subnets: ['fd00::/64', '172.18.0.0/16'], gateway: '172.18.0.9', labels: {} },
		{ id: 'n2', name: 'shop_internal', subnets: ['172.20.3.0/24'], labels: {} },
		{ id: 'n3', name: 'other', subnets: ['172.21.0.0/16'], labels: {} },
	];
	const network = { ownAddresses: () => ['127.0.0.1', '::1', '203.0.113.4'] };
	const look = () => observeFront({ files, docker, network } as unknown as Host, { container: 'npm', data: '/opt/npm/data' });
	return { files, docker, look };
}

test('finds the container with its networks, its hosts in nginx’s order, and upstreams of the operator', async () => {
	const { files, look } = place();
	const text = (server: string) => npmHostText({ domains: [`${server}.example`], server, port: 80 });
	files.put({
		[`${hosts}/9.conf`]: text('nine'),
		[`${hosts}/10.conf`]: text('ten'),
		[`${hosts}/11.conf.err`]: text('eleven'),
		[`${hosts}/notes.txt`]: text('none'),
		[`${custom}/http_top.conf`]: 'upstream shop_backend { server a:80; }\n',
	});
	expect(await look()).toMatchObject({
		state: 'runs',
		isOnServer: false,
		networks: [
			{ name: 'npm_default', subnet: '172.18.0.0/16', gateway: '172.18.0.9' },
			{ name: 'shop_internal', subnet: '172.20.3.0/24', gateway: '172.20.3.1' },
		],
		addresses: ['203.0.113.4'],
		hosts: [{ server: 'ten' }, { server: 'eleven', isAside: true }, { server: 'nine' }],
		upstreams: [{ name: 'shop_backend', path: `${custom}/http_top.conf` }],
	});
});

test('follows no link, and takes what cannot be read for no host', async () => {
	const { files, docker, look } = place();
	files.put({ '/etc/secret': npmHostText({ domains: ['shop.example'], server: 'secret', port: 1 }), [`${hosts}/2.conf`]: '\u0000' });
	await files.link('/etc/secret', `${hosts}/1.conf`);
	expect((await look()).hosts).toEqual([]);
	docker.details = { npm: { running: false, networks: { host: 'h' } } };
	expect(await look()).toMatchObject({ state: 'stopped', isOnServer: true, networks: [] });
	docker.details = {};
	expect(await look()).not.toHaveProperty('state');
});
