import { beforeEach, describe, expect, test } from 'vitest';
import { failureFacts } from '../../source/model/failure.ts';
import { type SaveCertificate, saveCertificate } from '../../source/steps/save-certificate.ts';
import { modelPair } from '../fakes/model-host-certificates.ts';
import { type Stage, shopServer } from './step-context.ts';

const directory = '/opt/nginx/certificates/shop';
const data: SaveCertificate = {
	kind: 'save-certificate',
	project: 'shop',
	domains: ['shop.example', 'www.shop.example'],
	directory,
	number: 3,
	certificate: '/root/own/cert.pem',
	key: '/root/own/key.pem',
	given: true,
	failureFile: '/opt/deploy/projects/shop/certificate.json',
};
const day = 86_400_000;

let stage: Stage;
beforeEach(async () => {
	stage = await shopServer([]);
	await stage.world.files.makeDirectory('/root/own', 0o700);
});

function put(change: Partial<Parameters<typeof modelPair>[0]> = {}, key?: string): void {
	const now = stage.world.clock.now();
	const facts = { names: [...data.domains], issuer: 'CA', serial: '7', notBefore: now - day, expiresAt: now + day, ...change };
	const pair = modelPair(facts);
	stage.world.files.put({ [data.certificate]: pair.fullchain, [data.key]: key ?? pair.key });
}

const perform = (change: Partial<SaveCertificate> = {}) => saveCertificate.perform({ ...data, ...change }, stage.context);
const whyOf = async (change: Partial<SaveCertificate> = {}) => failureFacts(await perform(change).catch((error: unknown) => error)).why;

test('copies both into a directory of their own, the key for root alone', async () => {
	put();
	expect(await perform()).toMatchObject({ serial: '7' });
	expect(await stage.world.files.list(directory)).toEqual(['3']);
	expect(await stage.world.files.stat(`${directory}/3/privkey.pem`)).toMatchObject({ mode: 0o600 });
	expect(await stage.world.files.stat(`${directory}/3`)).toMatchObject({ mode: 0o700 });
});

test('does the same again after a kill, and leaves nothing when it is undone', async () => {
	put();
	await perform();
	await perform();
	expect(await stage.world.files.list(directory)).toEqual(['3']);
	if (saveCertificate.undo.policy === 'reverse') await saveCertificate.undo.perform(data, stage.context);
	expect(await stage.world.files.list(directory)).toEqual([]);
});

describe('keeps nothing that cannot be served', () => {
	test.each([
		['is for other names', { names: ['shop.example'] }, undefined, /it is for shop\.example, and not for www\.shop\.example/],
		['has another key', {}, 'key to another', /\/root\/own\/key\.pem is not the key to it/],
		['is over', { expiresAt: 0 }, undefined, /it ended on 1970-01-01/],
		[
			'counts only from tomorrow on',
			{ notBefore: Date.UTC(2040, 0, 1), expiresAt: Date.UTC(2041, 0, 1) },
			undefined,
			/it counts only from 2040-01-01/,
		],
	] as const)('%s', async (_, change, key, why) => {
		put(change, key);
		expect(await whyOf()).toMatch(why);
		expect(await stage.world.files.list(directory)).toEqual([]);
	});

	test('what is no certificate', async () => {
		stage.world.files.put({ [data.certificate]: 'root:x:0:0', [data.key]: 'y' });
		expect(await whyOf()).toBe('it is no certificate that can be read (PEM, the site’s own first)');
	});
});

describe('takes the operator’s files only where nobody else could have swapped them', () => {
	test('follows a link of root’s, as certbot makes them', async () => {
		put();
		await stage.world.files.makeDirectory('/etc/live', 0o700);
		await stage.world.files.link('../../root/own/cert.pem', '/etc/live/cert.pem');
		await perform({ certificate: '/etc/live/cert.pem' });
		expect(await stage.world.files.list(directory)).toEqual(['3']);
	});

	test('but none in a directory that others may write', async () => {
		put();
		await stage.world.files.makeDirectory('/tmp', 0o777);
		await stage.world.files.changeMode('/tmp', 0o777);
		await stage.world.files.link('/root/own/key.pem', '/tmp/key.pem');
		expect(await whyOf({ key: '/tmp/key.pem' })).toBe('others than root may write /tmp');
	});

	test('nor one that leads round', async () => {
		put();
		await stage.world.files.link('/root/own/b', '/root/own/a');
		await stage.world.files.link('/root/own/a', '/root/own/b');
		expect(await whyOf({ key: '/root/own/a' })).toBe('it leads through too many links');
		expect(await whyOf({ key: '/root/own/none' })).toBe('/root/own/none is not there');
	});
});
