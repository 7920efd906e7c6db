import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextSubnet, overlaps } from '../../source/server/subnets.ts';

const octet = fc.integer({ min: 0, max: 255 });
const near = fc
	.tuple(fc.constantFrom(10, 172), fc.integer({ min: 16, max: 24 }), octet, octet, fc.integer({ min: 12, max: 32 }))
	.map(([a, b, c, d, prefix]) => `${a}.${b}.${c}.${d}/${prefix}`);

test('takes the first /24 that is free', () => {
	expect(nextSubnet('172.20.0.0/14', [])).toBe('172.20.0.0/24');
	expect(nextSubnet('172.20.0.0/14', ['172.20.0.0/24', '172.20.2.0/24'])).toBe('172.20.1.0/24');
	expect(nextSubnet('172.20.0.0/14', ['172.20.0.0/16', '172.21.0.128/25'])).toBe('172.21.1.0/24');
});

test('has none left when the pool is full', () => {
	expect(nextSubnet('10.0.0.0/23', ['10.0.0.0/24', '10.0.1.7/32'])).toBeUndefined();
	expect(nextSubnet('10.0.0.0/16', ['10.0.0.0/8'])).toBeUndefined();
});

test('is not stopped by the default route or by IPv6', () => {
	expect(nextSubnet('172.20.0.0/14', ['0.0.0.0/0', 'fd00::/8', 'default'])).toBe('172.20.0.0/24');
});

test('gives a network that overlaps nothing in use, and lies in the pool', () => {
	fc.assert(
		fc.property(fc.array(near, { maxLength: 20 }), (taken) => {
			const subnet = nextSubnet('172.20.0.0/14', taken);
			fc.pre(subnet !== undefined);
			expect(overlaps(subnet, '172.20.0.0/14')).toBe(true);
			expect(taken.filter((other) => overlaps(subnet, other))).toEqual([]);
		}),
	);
});

test('gives up only when no /24 of the pool is free', () => {
	fc.assert(
		fc.property(fc.array(near, { maxLength: 20 }), (taken) => {
			const all = Array.from({ length: 16 }, (_, index) => `172.20.${index}.0/24`);
			const free = all.find((subnet) => !taken.some((other) => overlaps(subnet, other)));
			expect(nextSubnet('172.20.0.0/20', taken)).toBe(free);
		}),
	);
});

test('sees an overlap from both sides', () => {
	expect(overlaps('10.0.0.0/8', '10.200.3.0/24')).toBe(true);
	expect(overlaps('10.200.3.0/24', '10.0.0.0/8')).toBe(true);
	expect(overlaps('10.0.1.0/24', '10.0.2.0/24')).toBe(false);
	expect(overlaps('10.0.0.0/33', '10.0.0.0/8')).toBe(false);
});
