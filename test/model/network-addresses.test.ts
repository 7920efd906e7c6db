import { expect, test } from 'vitest';
import { gatewayOf, portOfReplica, proxyAddress, rangeOfDocker, replicaAddress } from '../../source/model/network-addresses.ts';

const subnet = '10.20.3.0/24';
const ports = { id: 1, base: 8100, blue: 8101, green: 8117, postgres: 8133, redis: 8180 };
const all = [...Array(16).keys()].flatMap((index) => [ports.blue + index, ports.green + index]);

test('each replica has an address of its own, which leads back to its port', () => {
	const addresses = all.map((port) => replicaAddress(subnet, ports, port) ?? '');
	expect(new Set(addresses).size).toBe(32);
	expect(addresses.map((address) => portOfReplica(ports, address))).toEqual(all);
	expect(replicaAddress(subnet, ports, 8101)).toBe('10.20.3.16');
});

test('none of them is the server’s, the proxy’s, or one that Docker gives out', () => {
	const others = [gatewayOf(subnet), proxyAddress(subnet)];
	expect(others).toEqual(['10.20.3.1', '10.20.3.8']);
	expect(rangeOfDocker(subnet)).toBe('10.20.3.128/25');
	for (const port of all) expect(Number(replicaAddress(subnet, ports, port)?.split('.')[3])).toBeLessThan(128);
	for (const address of [...others, '10.20.3.48', '10.20.3.200', 'shop-blue-1']) expect(portOfReplica(ports, address)).toBeUndefined();
	expect(replicaAddress(subnet, ports, ports.postgres)).toBeUndefined();
});
