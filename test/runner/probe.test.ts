import { expect, test } from 'vitest';
import { flawsOf } from '../../source/journal/proof.ts';
import { startProbe } from '../../source/runner/probe.ts';
import type { ModelWorld } from '../fakes/model-host.ts';
import { perform } from '../fakes/model-host-server.ts';
import { shopServer } from '../steps/step-context.ts';

const next = { kind: 'deploy', project: 'shop', version: 'next' } as const;
const target = { port: 80, tls: false, host: 'shop.example', path: '/health', accessLog: '/opt/nginx/logs/shop/access.log', serving: true };

const fromNow = ({ clock }: ModelWorld) => ({ change: clock.now(), from: clock.now() });

test('proves a deploy: every probe was answered, first by the old and then by the new release', async () => {
	const { world } = await shopServer(['v1']);
	const { journal } = await perform(world, next);
	const end = journal.at(-1);
	expect(end).toMatchObject({ outcome: 'done', proof: { probesFailed: 0, requestsFailed: 0, failures: [] } });
	const proof = end?.kind === 'finished' ? end.proof : undefined;
	expect(Object.keys(proof?.byRelease ?? {})).toEqual(['v1', 'next']);
	expect(proof?.probes).toBeGreaterThan(5);
});

test('expects answers of a first deploy only once traffic was moved to it', async () => {
	const { world } = await shopServer([]);
	const { journal } = await perform(world, next);
	const end = journal.at(-1);
	expect(end).toMatchObject({ outcome: 'done', proof: { probes: 1, probesFailed: 0, byRelease: { next: 1 } } });
});

test('expects no answers any more of a first deploy that is undone', async () => {
	const { world: whole } = await shopServer([]);
	const at = (await perform(whole, next)).process.calls.findIndex((call) => call.startsWith('files.link')) + 1;
	const { world } = await shopServer([]);
	const { outcome, journal } = await perform(world, next, { at, how: 'fail' });
	expect(outcome).toBe('failed');
	expect(journal.at(-1)).toMatchObject({ proof: { probesFailed: 0 } });
});

test('counts and tells failures, and stops with the last answer', async () => {
	const { world, context } = await shopServer(['v1']);
	const probe = startProbe(context.host, target, fromNow(world));
	await world.clock.wait(450);
	await world.engine.stop('nginx-proxy', 0);
	await world.clock.wait(1_000);
	const proof = await probe.stop();
	expect(proof.probes).toBeGreaterThan(10);
	expect(proof.probesFailed).toBeGreaterThan(5);
	expect(proof.failures).toHaveLength(5);
	expect(proof.failures[0]).toContain('connection refused');
	await world.clock.wait(1_000);
	expect((await probe.proof()).probes).toBe(proof.probes);
});

test('counts no answer below 500 as a failure: that is the decision of the app', async () => {
	const { world, context } = await shopServer(['v1']);
	for (const container of world.engine.containers) container.fault = { answers: 404 };
	const probe = startProbe(context.host, target, fromNow(world));
	await world.clock.wait(500);
	expect(await probe.stop()).toMatchObject({ probesFailed: 0 });
	for (const container of world.engine.containers) container.fault = { answers: 503 };
	const second = startProbe(context.host, target, fromNow(world));
	await world.clock.wait(500);
	expect((await second.stop()).failures[0]).toContain('answered 503');
});

test('does not end the change that it should prove when the access log cannot be read', async () => {
	const { world, context } = await shopServer(['v1']);
	const refuse = async () => Promise.reject(new Error('permission denied'));
	const files = new Proxy(context.host.files, { get: (all, name) => (name === 'readFrom' ? refuse : Reflect.get(all, name, all)) });
	const probe = startProbe({ ...context.host, files }, target, fromNow(world));
	await world.clock.wait(500);
	expect(await probe.stop()).toMatchObject({ probes: expect.any(Number), requests: 0 });
});

test('adds what a killed runner had seen, and counts on from its last word', async () => {
	const { world, context } = await shopServer(['v1']);
	const base = { probes: 40, probesFailed: 3, slowest: 800, requests: 90, requestsFailed: 5, byRelease: { v1: 90 }, failures: ['one'] };
	const span = { change: world.clock.now() - 9_000, from: world.clock.now() - 2_000 };
	const line = (ago: number, status: number) =>
		`${JSON.stringify({ time: String((world.clock.now() - ago) / 1000), status, took: '0.001', release: 'v1' })}\n`;
	world.files.put({ [target.accessLog]: line(10_000, 200) + line(3_000, 502).repeat(50) + line(1_000, 502).repeat(2) });
	const probe = startProbe(context.host, target, { ...span, base });
	await world.clock.wait(250);
	const proof = await probe.stop();
	const own = proof.probes - 40;
	expect(own).toBeGreaterThan(0);
	expect(proof).toMatchObject({
		probesFailed: 3,
		slowest: 800,
		requests: 92 + own,
		requestsFailed: 7,
		byRelease: { v1: 92 + own },
		failures: ['one'],
		before: { unanswered: 0, poor: 0 },
	});
});

test('lets no change answer for replicas that were ill before, until traffic has moved', async () => {
	const { world, context } = await shopServer(['v1']);
	for (const container of world.engine.containers) container.fault = { answers: 500 };
	const probe = startProbe(context.host, { ...target, ill: true }, fromNow(world));
	await world.clock.wait(450);
	const before = await probe.proof();
	expect(before.probesFailed).toBeGreaterThan(3);
	expect(before.requestsFailed).toBe(before.probesFailed);
	expect(flawsOf(before)).toBe(0);
	probe.trafficMoved(true);
	await world.clock.wait(300);
	expect(flawsOf(await probe.stop())).toBeGreaterThan(0);
});

const linesOf = (count: number, fields: object) => `${JSON.stringify({ took: '0.001', release: 'v1', ...fields })}\n`.repeat(count);

test('asks nothing of a site that is being closed, and tells who was answered and who was turned away', async () => {
	const { world, context } = await shopServer(['v1']);
	await world.clock.wait(100);
	const probe = startProbe(context.host, { ...target, closing: true }, fromNow(world));
	await world.clock.wait(500);
	probe.trafficMoved(true);
	const time = String((world.clock.now() + 1) / 1000);
	await context.host.files.appendLine(
		target.accessLog,
		linesOf(3, { time, status: 200, berth: 'blue' }) + linesOf(2, { time, status: 503, berth: 'closed' }).trimEnd(),
	);
	await world.clock.wait(500);
	expect(await probe.stop()).toMatchObject({ probes: 0, requests: 3, requestsFailed: 0, turnedAway: 2 });
});

test('proves a start of a stopped project from the moment its site is open again, and a stop by who was answered', async () => {
	const { world } = await shopServer(['v1']);
	const stopped = (await perform(world, { kind: 'stop', project: 'shop' })).journal.at(-1);
	expect(stopped).toMatchObject({ outcome: 'done', proof: { probes: 0, requestsFailed: 0, turnedAway: 0 } });
	const started = (await perform(world, { kind: 'start', project: 'shop' })).journal.at(-1);
	expect(started).toMatchObject({ outcome: 'done', proof: { probesFailed: 0, requestsFailed: 0 } });
	expect(started?.kind === 'finished' ? started.proof?.probes : 0).toBeGreaterThan(0);
});
