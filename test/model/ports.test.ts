import { expect, test } from 'vitest';
import { otherBerth } from '../../source/model/berth.ts';
import { replicaAt, replicaPort } from '../../source/model/ports.ts';
import { blockOf, portsInBlock } from '../../source/server/port-blocks.ts';

const ports = blockOf(1, 'block');

test('finds the replica of every port that it gave out, and of no other', () => {
	for (const berth of ['blue', 'green'] as const) {
		for (let index = 1; index <= 16; index++) expect(replicaAt(ports, replicaPort(ports, berth, index))).toEqual({ berth, index });
	}
	for (const port of [ports.base, ports.postgres, ports.redis]) expect(replicaAt(ports, port)).toBeUndefined();
	expect(new Set(portsInBlock(ports)).size).toBe(34);
});

test('sends a new release to the berth that is free', () => {
	expect([otherBerth(undefined), otherBerth('blue'), otherBerth('green')]).toEqual(['blue', 'green', 'blue']);
});
