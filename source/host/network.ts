import { readFile } from 'node:fs/promises';
import { SocketAddress } from 'node:net';
import { join } from 'node:path';
import { fileFailure } from './file-failure.ts';
import { undefinedIfMissing } from './file-write.ts';
import type { Network } from './host.ts';
import { createNames } from './names.ts';
import { holderOfSockets } from './port-holder.ts';

const established = '01';
const listen = '0A';
const loopback = '127.0.0.1';
const routeIsUp = 1;
/** Shorter prefixes are ways to everywhere (default, VPN), not networks. */
const shortestPrefix = 8;

interface Endpoint {
	readonly address: string;
	readonly port: number;
}

/** What the kernel tells in `/proc/net`, and DNS of names. */
export function createNetwork(directory = '/proc/net'): Network {
	const sockets = async (state: string, from = directory) => {
		const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readTable(join(from, name))));
		return tables.flatMap((table) => [...table.matchAll(socketIn(state))]);
	};
	return {
		...createNames(),
		async listening() {
			return (await sockets(listen)).map(([, local = '']) => endpointOf(local));
		},
		async holderOf(port) {
			const held = (await sockets(listen)).filter(([, local = '']) => endpointOf(local).port === port);
			return held.length === 0 ? undefined : holderOfSockets(new Set(held.map(([, , , inode = '']) => inode)));
		},
		async connectionsTo(ports) {
			const wanted = new Set(ports);
			const remotes = (await sockets(established)).map(([, , remote = '']) => endpointOf(remote));
			return remotes.filter((remote) => wanted.has(remote.port) && remote.address === loopback).length;
		},
		async connectionsFrom(pid, addresses) {
			const wanted = new Set(addresses);
			const open = await sockets(established, `/proc/${pid}/net`);
			return open.filter(([, , remote = '']) => wanted.has(endpointOf(remote).address)).length;
		},
		async routes() {
			const lines = (await readTable(join(directory, 'route'))).split('\n').slice(1);
			return lines.map((line) => networkOf(line.trim().split(/\s+/))).filter((network) => network !== undefined);
		},
	};
}

/** Local and remote end and inode of the sockets in a state. A busy server has thousands in others: those are not taken apart. */
function socketIn(state: string): RegExp {
	return new RegExp(`^ *\\d+: (\\S+) (\\S+) ${state} \\S+ \\S+ \\S+ +\\d+ +\\d+ (\\d+)`, 'gm');
}

/** A table that the kernel does not have is empty. */
async function readTable(path: string): Promise<string> {
	try {
		return (await readFile(path, 'utf8').catch(undefinedIfMissing)) ?? '';
	} catch (error) {
		throw fileFailure('read', path, error);
	}
}

/** `0100007F:1F90` is 127.0.0.1:8080: the address in words of the machine's byte order, the port as it is read. */
function endpointOf(text: string): Endpoint {
	const [address = '', port = ''] = text.split(':');
	const bytes = (address.match(/.{8}/g) ?? []).flatMap(bytesOf);
	return { address: bytes.length === 4 ? bytes.join('.') : addressOfSixteen(bytes), port: Number.parseInt(port, 16) };
}

function bytesOf(word: string): number[] {
	return (word.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).reverse();
}

/** IPv4 in IPv6 (`::ffff:127.0.0.1`) is told as IPv4. */
function addressOfSixteen(bytes: readonly number[]): string {
	const text = Buffer.from(bytes).toString('hex');
	if (text.startsWith(`${'0'.repeat(20)}ffff`)) return bytes.slice(12).join('.');
	return new SocketAddress({ family: 'ipv6', address: (text.match(/.{4}/g) ?? []).join(':') }).address;
}

function networkOf(row: readonly string[]): string | undefined {
	const [, destination = '', , flags = '0'] = row;
	const mask = bytesOf(row[7] ?? '').map((byte) => byte.toString(2).padStart(8, '0'));
	const prefix = mask.join('').replaceAll('0', '').length;
	if ((Number.parseInt(flags, 16) & routeIsUp) === 0 || prefix < shortestPrefix) return undefined;
	return `${bytesOf(destination).join('.')}/${prefix}`;
}
