import { expect, test } from 'vitest';
import { createTrafficMeter } from '../../source/traffic/meter.ts';

const start = 1_900_000_000_000;

function busyMeter() {
	const meter = createTrafficMeter();
	for (let second = 0; second < 60; second += 1) {
		for (let request = 0; request < 20; request += 1) {
			meter.add({ at: start + second * 1000, took: request === 0 ? 900 : 20, status: request === 0 ? 500 : 200, failed: request === 0 });
		}
	}
	return meter;
}

test('shows requests a second, latency and share of errors', () => {
	const traffic = busyMeter().read(start + 60_000);
	expect(traffic).toMatchObject({ rate: 20, errors: 0.05 });
	expect(traffic?.p50).toBeGreaterThanOrEqual(19);
	expect(traffic?.p50).toBeLessThanOrEqual(21);
	expect(traffic?.p99).toBeGreaterThanOrEqual(855);
	expect(traffic?.p99).toBeLessThanOrEqual(945);
});

test('keeps ten minutes of history, oldest first', () => {
	const history = busyMeter().read(start + 60_000)?.history ?? [];
	expect(history).toHaveLength(60);
	expect(history.slice(-6)).toEqual([200, 200, 200, 200, 200, 200]);
	expect(
		busyMeter()
			.read(start + 120_000)
			?.history.slice(-7),
	).toEqual([200, 0, 0, 0, 0, 0, 0]);
});

test('counts requests that are read late into the periods they belong to', () => {
	const meter = busyMeter();
	expect(meter.read(start + 60_000)?.history.slice(-2)).toEqual([200, 200]);
	meter.add({ at: start + 55_000, took: 20, status: 200, failed: false });
	expect(meter.read(start + 60_000)?.history.slice(-2)).toEqual([200, 201]);
	meter.add({ at: start + 61_000, took: 20, status: 200, failed: false });
	expect(meter.read(start + 70_000)?.history.slice(-2)).toEqual([201, 1]);
});

test('has no latency when nothing was asked in the last minute', () => {
	expect(busyMeter().read(start + 180_000)).toMatchObject({ rate: 0, errors: 0 });
	expect(busyMeter().read(start + 180_000)).not.toHaveProperty('p95');
});

test('shows nothing of a site that nobody has asked for ten minutes', () => {
	expect(busyMeter().read(start + 700_000)).toBeUndefined();
	expect(createTrafficMeter().read(start)).toBeUndefined();
});

test('does not take a WebSocket that was open for an hour for a slow answer', () => {
	const meter = createTrafficMeter();
	meter.add({ at: start, took: 3_600_000, status: 101, failed: false });
	expect(meter.read(start + 1000)).toMatchObject({ rate: 0.1 });
	expect(meter.read(start + 1000)).not.toHaveProperty('p99');
	meter.add({ at: start, took: 20, status: 404, failed: false });
	const traffic = meter.read(start + 1000);
	expect(traffic).toMatchObject({ clientErrors: 0.5, errors: 0 });
	expect(traffic?.p99).toBeLessThan(25);
});
