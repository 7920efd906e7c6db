import { expect, test } from 'vitest';
import { nearestName } from '../../source/config/nearest-name.ts';

test('suggests the name that a slip of the fingers missed', () => {
	expect(nearestName('helth', ['health', 'port'])).toBe('health');
	expect(nearestName('Replica', ['replicas', 'drain'])).toBe('replicas');
});

test('suggests nothing when nothing is near', () => {
	expect(nearestName('kubernetes', ['health', 'port'])).toBeUndefined();
	expect(nearestName('x', [])).toBeUndefined();
});
