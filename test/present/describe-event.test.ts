import { expect, test } from 'vitest';
import { describeEvent, toneOfEvent } from '../../source/present/describe-event.ts';

const event = (action: string, more: { readonly exitCode?: number } = {}) =>
	({ at: 1, type: 'container', action, id: 'c1', name: 'shop-blue-1', ...more }) as const;

test('says what the engine did', () => {
	expect(describeEvent(event('die', { exitCode: 137 }))).toBe('shop-blue-1 ended with 137');
	expect(describeEvent(event('health_status: unhealthy'))).toBe('shop-blue-1 is unhealthy');
	expect(describeEvent(event('oom'))).toBe('shop-blue-1 ran out of memory');
	expect(describeEvent({ at: 1, type: 'image', action: 'pull', id: 'i', name: 'redis:7' })).toBe('image redis:7 was pulled');
});

test('takes no container that was stopped for one that crashed', () => {
	expect([0, 143, 1, 137].map((exitCode) => toneOfEvent(event('die', { exitCode })))).toEqual(['plain', 'plain', 'bad', 'bad']);
});
