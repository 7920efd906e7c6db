import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Load } from '../../source/sandbox/load/start-load.ts';
import { answerOf } from './setup/ask-site.ts';
import { type CertificateLab, here, openCertificateLab, type SecureProject } from './setup/certificate-lab.ts';
import { killRunner, type Moment } from './setup/kill-runner.ts';
import { nothing } from './setup/leftovers.ts';
import { readOperation } from './setup/operations.ts';
import { shownSerial } from './setup/secure-site.ts';

/** certbot has begun to ask the authority by then, ms. */
const inTheMiddle = 1_500;

const untilTraffic: readonly Moment[] = [
	{ kind: 'doing', step: 'try-challenge' },
	{ kind: 'doing', step: 'obtain-certificate', delay: inTheMiddle },
	{ kind: 'done', step: 'obtain-certificate' },
	{ kind: 'doing', step: 'save-certificate' },
	{ kind: 'done', step: 'save-certificate' },
	{ kind: 'doing', step: 'route' },
];

/** What an order does is the same for the first. */
const ofRenewal: readonly Moment[] = [
	{ kind: 'doing', step: 'obtain-certificate', delay: inTheMiddle },
	{ kind: 'done', step: 'save-certificate' },
	{ kind: 'doing', step: 'route' },
	{ kind: 'done', step: 'route' },
	{ kind: 'doing', step: 'prune-certificates' },
];

const titled = (list: readonly Moment[]) => list.map((moment) => [`${moment.kind} ${moment.step}`, moment] as const);

describe('when the runner is killed, nothing is lost and no request fails:', () => {
	let lab: CertificateLab;
	let shop: SecureProject;
	let load: Load;
	beforeAll(async () => {
		lab = await openCertificateLab('certificate', inject('testEngine'));
		shop = await lab.newProject('shop', { replicas: 1 });
		await shop.release('v1', { BOOT_MS: '0' });
		await lab.server.mustBerth('deploy', shop.name, 'v1', '--yes');
		await lab.authority.names.publish(shop.domain, here);
		load = await shop.load({ webSockets: 0, rate: 100 });
	});
	afterAll(async () => {
		expect((await load.stop()).failures).toEqual([]);
		expect(await lab.close()).toEqual(nothing);
	});

	/** Kills a change, ends it, and gives what became of it. */
	async function endKilled(moment: Moment, ...words: string[]): Promise<string> {
		const { id } = await killRunner(lab.server, moment, 'certificate', ...words);
		await lab.server.berth('resume', shop.name);
		return (await readOperation(lab.server.layout, id)).finished.outcome;
	}

	test.each(titled(untilTraffic))('%s of the first certificate: it comes, or the site goes on over HTTP', async (_, moment) => {
		const outcome = await endKilled(moment, 'issue', shop.name);
		const { status } = await answerOf(lab.server.httpPort, shop.domain, '/');
		expect({ outcome, status }).toEqual(outcome === 'done' ? { outcome, status: 301 } : { outcome: 'failed', status: 200 });
	});

	test('the first certificate comes by the next command', async () => {
		await lab.server.mustBerth('certificate', 'issue', shop.name, '--yes');
		expect(await shop.servingVersion()).toBe('v1');
	});

	test.each(titled(ofRenewal))('%s of a renewal: the new certificate is shown, or the one before', async (_, moment) => {
		const before = await shownSerial(shop.site);
		const outcome = await endKilled(moment, 'renew', shop.name, '--force');
		expect(['done', 'failed']).toContain(outcome);
		expect((await shownSerial(shop.site)) === before).toBe(outcome === 'failed');
	});

	test('the next renewal ends what was killed by itself', async () => {
		const before = await shownSerial(shop.site);
		const { id } = await killRunner(lab.server, { kind: 'done', step: 'save-certificate' }, 'certificate', 'renew', shop.name, '--force');
		await lab.server.mustBerth('certificate', 'renew', shop.name, '--force', '--yes');
		expect((await readOperation(lab.server.layout, id)).finished.outcome).toBe('failed');
		expect(await shownSerial(shop.site)).not.toBe(before);
	});
});
