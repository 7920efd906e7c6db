import { describe, expect, it } from 'vitest';
import { newlyUnhealthy, titleText } from '../../../hooks/title/title-text.ts';
import { exampleView, fleetProject } from '../../fakes/example-fleet.ts';

const shop = (health: 'healthy' | 'starting' | 'unhealthy' | 'exited') =>
	fleetProject({ name: 'shop', id: 1, release: 'v1', healths: ['healthy', health] });
const blog = fleetProject({ name: 'blog', id: 2, release: 'v1', healths: ['healthy'] });
const down = fleetProject({ name: 'mail', id: 3, release: 'v1', healths: ['exited'] });

describe('titleText', () => {
	it('names the worst project and counts the unhealthy ones', () => {
		expect(titleText(exampleView([blog, shop('unhealthy')]), 'prod-1')).toBe('▲ shop · 1 of 2');
		expect(titleText(exampleView([blog, shop('unhealthy'), down]), 'prod-1')).toBe('✕ mail · 2 of 3');
	});

	it('says that all is well, by the name of the server', () => {
		expect(titleText(exampleView([blog, shop('healthy')]), 'prod-1')).toBe('● prod-1 · 2 projects');
	});

	it('does not call old data well', () => {
		expect(titleText({ ...exampleView([blog]), trouble: 'connection refused' }, 'prod-1')).toBe('✕ prod-1 · no answer from Docker');
		expect(titleText({ ...exampleView([blog]), blocked: 'the registry is no JSON' }, 'prod-1')).toBe('✕ prod-1 · cannot observe');
	});
});

describe('newlyUnhealthy', () => {
	it('names a project once, when it becomes unhealthy', () => {
		const [well, starting, ill, worse] = (['healthy', 'starting', 'unhealthy', 'exited'] as const).map((health) =>
			exampleView([blog, shop(health)]),
		);
		if (well === undefined || starting === undefined || ill === undefined || worse === undefined) throw new Error('no views');
		expect(newlyUnhealthy(well, starting)).toEqual([]);
		expect(newlyUnhealthy(starting, ill)).toEqual(['shop']);
		expect(newlyUnhealthy(ill, worse)).toEqual([]);
	});

	it('says nothing about what was so when the console opened', () => {
		expect(newlyUnhealthy({ usage: {}, traffic: {}, audit: [] }, exampleView([down]))).toEqual([]);
	});
});
