import { beforeEach, describe, expect, test } from 'vitest';
import { failureFacts } from '../../source/model/failure.ts';
import { proxyOf } from '../../source/proxies/index.ts';
import { layoutOf } from '../../source/server/layout.ts';
import { closeChallenge } from '../../source/steps/close-challenge.ts';
import { type OpenChallenge, openChallenge } from '../../source/steps/open-challenge.ts';
import { brokenLine } from '../fakes/model-host-nginx.ts';
import { proxy, type Stage, shopServer } from './step-context.ts';

const path = '/opt/nginx/conf.d/shop.challenge.conf';
const domains = ['new.example', 'www.new.example'];
const site = proxyOf(proxy).renderChallengeSite({
	driver: 'container',
	project: 'shop',
	domains,
	layout: layoutOf('/opt'),
	version: '1.22.1',
	httpPort: 80,
	httpsPort: 443,
});
const data: OpenChallenge = { kind: 'open-challenge', project: 'shop', proxy, path, domains, ...site };

let stage: Stage;
beforeEach(async () => {
	stage = await shopServer(['v1']);
});

const loaded = () => Object.keys(stage.world.nginx.loaded ?? {});
const close = () => closeChallenge.perform({ kind: 'close-challenge', project: 'shop', proxy, path, domains }, stage.context);
const undo = () => {
	if (openChallenge.undo.policy === 'nothing') throw new Error('it has nothing to undo');
	return openChallenge.undo.perform(data, stage.context);
};

test('is the answer for names that were nobody’s, until it is taken away', async () => {
	await openChallenge.perform(data, stage.context);
	expect(loaded()).toContain(path);
	await close();
	expect(loaded()).not.toContain(path);
	expect(stage.world.files.text(path)).toBeUndefined();
});

test('is no site of the project', async () => {
	expect(proxyOf(proxy).readSite(site.text)).toBeUndefined();
	expect(proxyOf(proxy).hostNames(site.text)).toEqual(domains);
});

describe('on the way back', () => {
	test('nothing is left of it, also where it was not yet loaded, or gone half already', async () => {
		await stage.world.files.writeText(path, site.text);
		await undo();
		expect(stage.world.files.text(path)).toBeUndefined();
		await openChallenge.perform(data, stage.context);
		await stage.world.files.remove(path);
		await undo();
		expect(loaded()).not.toContain(path);
	});
});

test('does not land where nginx would refuse it, or where another site has one of the names', async () => {
	const refusal = async (change: Partial<OpenChallenge>) =>
		failureFacts(await openChallenge.perform({ ...data, ...change }, stage.context).catch((error: unknown) => error));
	expect((await refusal({ text: `${site.text}${brokenLine}\n` })).what).toBe('nginx refuses the site of shop for the CA');
	stage.world.files.put({ '/opt/nginx/conf.d/old.conf': 'server {\n\tserver_name www.new.example;\n}\n' });
	expect((await refusal({})).what).toBe('www.new.example belongs to /opt/nginx/conf.d/old.conf already');
	expect(stage.world.files.text(path)).toBeUndefined();
});
