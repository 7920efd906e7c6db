import { describe, expect, it } from 'vitest';
import { deployChoices, likelyChoice, otherVersion, rollbackChoices } from '../../../hooks/dialogs/release-choices.ts';
import { plainText } from '../../../hooks/line.ts';
import { exampleNow, exampleProjects, fleetProject } from '../../fakes/example-fleet.ts';

const shop = exampleProjects.at(-1) ?? fleetProject({ name: 'shop', id: 1 });

describe('deployChoices', () => {
	it('begins with releases that were never deployed, and offers one that is not live', () => {
		const releases = shop.releases.map(({ obtainedAt, ...release }) =>
			release.version === 'v39' ? release : { ...release, ...(obtainedAt !== undefined && { obtainedAt }) },
		);
		const choices = deployChoices({ ...shop, releases }, exampleNow);
		expect(choices.map(({ value }) => value)).toEqual(['v39', 'v42', 'v41', 'v40']);
		expect(likelyChoice(shop, deployChoices({ ...shop, releases: shop.releases.slice(1) }, exampleNow))).toBe(1);
	});

	it('lists releases newest first, with age, image and marks', () => {
		const texts = deployChoices(shop, exampleNow).map(({ words }) => plainText(words).replace(/ +/g, ' ').trim());
		expect(texts).toEqual(['v42 37 min image is here', 'v41 24 h image is here live', 'v40 2 d image is here previous', 'v39 3 d builds']);
	});

	it('lets a project of images name a version that was never here', () => {
		const source = { kind: 'image', repository: 'registry.example/shop' } as const;
		const project = { ...shop, ...(shop.project && { project: { ...shop.project, source } }) };
		expect(deployChoices(project, exampleNow).at(-1)?.value).toBe(otherVersion);
	});
});

describe('rollbackChoices', () => {
	it('offers the previous release first, never the live one, and none without its image', () => {
		expect(rollbackChoices(shop, exampleNow).map(({ value }) => value)).toEqual(['v40', 'v42']);
	});

	it('says which release is kept warm', () => {
		const kept = fleetProject({ name: 'shop', id: 1, berth: 'green', release: 'v40', healths: ['stopped', 'stopped'] }).replicas;
		const [first] = rollbackChoices({ ...shop, replicas: [...shop.replicas, ...kept] }, exampleNow);
		expect(first && plainText(first.words)).toContain('warm: 2 kept');
	});
});
