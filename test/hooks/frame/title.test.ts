import { describe, expect, it } from 'vitest';
import { hasFallenIll, type States, titleOf } from '../../../hooks/frame/title.ts';

const states = (all: Readonly<Record<string, 'healthy' | 'starting' | 'degraded' | 'down' | 'stopped'>>): States =>
	new Map(Object.entries(all));

describe('titleOf', () => {
	it('names the worst project and how many are not well', () => {
		expect(titleOf(states({ blog: 'degraded', shop: 'down', docs: 'stopped' }), 'prod-1')).toBe('✕ shop · 2 of 3');
		expect(titleOf(states({ blog: 'healthy', shop: 'degraded' }), 'prod-1')).toBe('▲ shop · 1 of 2');
	});

	it('names the server when all are well', () => {
		expect(titleOf(states({ blog: 'healthy', shop: 'starting', docs: 'stopped' }), 'prod-1')).toBe('● Berth prod-1');
	});
});

describe('hasFallenIll', () => {
	it('is true only when a project that was well is not any more', () => {
		expect(hasFallenIll(states({ shop: 'healthy' }), states({ shop: 'degraded' }))).toBe(true);
		expect(hasFallenIll(states({ shop: 'starting' }), states({ shop: 'down' }))).toBe(true);
		expect(hasFallenIll(states({ shop: 'degraded' }), states({ shop: 'down' }))).toBe(false);
		expect(hasFallenIll(states({ shop: 'down' }), states({ shop: 'healthy' }))).toBe(false);
	});

	it('is false for what is seen for the first time', () => {
		expect(hasFallenIll(undefined, states({ shop: 'down' }))).toBe(false);
		expect(hasFallenIll(states({}), states({ shop: 'down' }))).toBe(false);
	});
});
