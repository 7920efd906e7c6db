import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createNames } from '../../source/host/names.ts';

const servers: Socket[] = [];
afterEach(() => {
	for (const server of servers.splice(0)) server.close();
});

const noSuchName = 3;
const typeOf = { A: 1, AAAA: 28, CAA: 257 };

/** A DNS server that knows one record of each kind, answers `code`, or says nothing at all. */
async function dnsServer(records: Partial<Record<keyof typeof typeOf, Buffer>>, code: number | 'silent' = 0): Promise<string> {
	const server = createSocket('udp4');
	servers.push(server);
	server.on('message', (question, { port, address }) => {
		if (code !== 'silent') server.send(answerTo(question, records, code), port, address);
	});
	server.bind(0, '127.0.0.1');
	await once(server, 'listening');
	return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function answerTo(question: Buffer, records: Partial<Record<keyof typeof typeOf, Buffer>>, code: number): Buffer {
	const nameEnd = question.indexOf(0, 12) + 1;
	const asked = question.readUInt16BE(nameEnd);
	const name = Object.entries(typeOf).find(([, type]) => type === asked)?.[0] as keyof typeof typeOf;
	const data = records[name];
	const header = Buffer.from([0, 0, 0x81, 0x80 | code, 0, 1, 0, data === undefined ? 0 : 1, 0, 0, 0, 0]);
	question.copy(header, 0, 0, 2);
	const asking = question.subarray(12, nameEnd + 4);
	if (data === undefined) return Buffer.concat([header, asking]);
	// The name as a pointer to the question, the type, class IN, 60 s, the address.
	return Buffer.concat([header, asking, Buffer.from([0xc0, 12, asked >> 8, asked & 0xff, 0, 1, 0, 0, 0, 60, 0, data.length]), data]);
}

test('gives the addresses of both kinds that DNS has for a name', async () => {
	const server = await dnsServer({ A: Buffer.from([203, 0, 113, 7]), AAAA: Buffer.from('20010db8000000000000000000000007', 'hex') });
	expect(await createNames([server]).addressesOf('shop.example.com', 2000)).toEqual(['203.0.113.7', '2001:db8::7']);
});

test('gives none for a name that DNS does not know, or knows without an address', async () => {
	expect(await createNames([await dnsServer({}, noSuchName)]).addressesOf('shop.example.com', 2000)).toEqual([]);
	expect(await createNames([await dnsServer({})]).addressesOf('shop.example.com', 2000)).toEqual([]);
});

test('does not wait for a silent server longer than it may', async () => {
	const names = createNames([await dnsServer({}, 'silent'), await dnsServer({}, 'silent')]);
	await expect(names.addressesOf('shop.example.com', 60)).rejects.toThrow('DNS does not answer for shop.example.com: no answer in time');
});

test('says who may issue certificates for a name, as the server says that is asked instead of the machine’s', async () => {
	const record = Buffer.concat([Buffer.from([0, 5]), Buffer.from('issueca.example; account=7')]);
	const names = createNames([await dnsServer({}, 'silent')]);
	const server = await dnsServer({ CAA: record, A: Buffer.from([203, 0, 113, 7]) });
	expect(await names.authoritiesOf('shop.example.com', 2000, server)).toEqual([{ tag: 'issue', value: 'ca.example; account=7' }]);
	expect(await names.addressesOf('shop.example.com', 2000, server)).toEqual(['203.0.113.7']);
	expect(await names.authoritiesOf('shop.example.com', 2000, await dnsServer({}))).toEqual([]);
});

test('knows the addresses of this machine', () => {
	expect(createNames().ownAddresses()).toContain('127.0.0.1');
});
