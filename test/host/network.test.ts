import { mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createNetwork } from '../../source/host/network.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const heading = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const rest = '00000000:00000000 00:00000000 00000000     0        0 1 1 0000000000000000 100 0 0 10 0';
const v6 = { any: '0'.repeat(32), loop: '00000000000000000000000001000000', mapped: '0000000000000000FFFF00000100007F' };

function fixture(files: Readonly<Record<string, readonly string[]>>) {
	const directory = join(temporaryDirectory(), 'net');
	mkdirSync(directory);
	for (const [name, lines] of Object.entries(files)) writeFileSync(join(directory, name), `${lines.join('\n')}\n`);
	return createNetwork(directory);
}

const row = (local: string, remote: string, state: string) => `   0: ${local} ${remote} ${state} ${rest}`;

test('tells who listens, on IPv4 and IPv6', async () => {
	const network = fixture({
		tcp: [heading, row('0100007F:1F90', '00000000:0000', '0A'), row('0100007F:1F91', '0100007F:9999', '01')],
		tcp6: [heading, row(`${v6.any}:0050`, `${v6.any}:0000`, '0A'), row(`${v6.loop}:0051`, `${v6.any}:0000`, '0A')],
	});
	expect(await network.listening()).toEqual([
		{ address: '127.0.0.1', port: 8080 },
		{ address: '::', port: 80 },
		{ address: '::1', port: 81 },
	]);
});

test('counts established connections to the ports asked for, not closing ones nor their far ends', async () => {
	const client = '0100007F:C001';
	const network = fixture({
		tcp: [
			heading,
			row(client, '0100007F:1F90', '01'),
			row('0100007F:1F90', client, '01'),
			row(client, '0100007F:1F91', '01'),
			row(client, '0200007F:1F90', '01'),
			...['04', '05', '06', '08'].map((state) => row(client, '0100007F:1F90', state)),
		],
		tcp6: [heading, row(`${v6.mapped}:C002`, `${v6.mapped}:1F90`, '01')],
	});
	expect(await network.connectionsTo([8080])).toBe(2);
	expect(await network.connectionsTo([8080, 8081])).toBe(3);
	expect(await network.connectionsTo([])).toBe(0);
});

test('tells the networks of the routing table, without the ways to everywhere', async () => {
	const network = fixture({
		route: [
			'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT',
			'eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0',
			'tun0\t00000080\t010200C0\t0003\t0\t0\t0\t00000080\t0\t0\t0',
			'eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0',
			'docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0',
			'old0\t000012AC\t00000000\t0000\t0\t0\t0\t0000FFFF\t0\t0\t0',
			'wg0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0',
		],
	});
	expect(await network.routes()).toEqual(['192.0.2.0/24', '172.17.0.0/16', '10.0.0.0/8']);
	expect(await network.listening()).toEqual([]);
});

test('sees a real listener and its connection come and go', async () => {
	const network = createNetwork();
	const server = createServer();
	onTestFinished(() => {
		server.close();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	expect(await network.listening()).toContainEqual({ address: '127.0.0.1', port });
	expect(await network.holderOf(port)).toMatch(new RegExp(` \\(process ${process.pid}\\)$`));
	expect(await network.connectionsTo([port])).toBe(0);
	const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
	const client = connect(port, '127.0.0.1');
	const peer = await accepted;
	expect(await network.connectionsTo([port])).toBe(1);
	const closed = new Promise((resolve) => client.once('close', resolve));
	peer.resume();
	client.end();
	await closed;
	expect(await network.connectionsTo([port])).toBe(0);
});
