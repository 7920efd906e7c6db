import { describe, expect, it } from 'vitest';
import { copySequence } from '../../source/host/clipboard.ts';
import { longestCopy } from '../../source/host/host.ts';
import { Secret } from '../../source/model/secret.ts';

const plain = '\u{1B}]52;c;w7Y=\u{7}';

describe('copySequence', () => {
	it('carries any text, and nothing of it as a command', () => {
		expect(copySequence('ö', {})).toBe(plain);
		const base64 = Buffer.from('\u{1B}]0;x\u{7}').toString('base64');
		expect(copySequence('\u{1B}]0;x\u{7}', {})).toBe(`\u{1B}]52;c;${base64}\u{7}`);
	});

	it('reaches the terminal around tmux', () => {
		expect(copySequence('ö', { TMUX: '/tmp/tmux-0/default,1,0' })).toBe(`${plain}\u{1B}Ptmux;\u{1B}\u{1B}]52;c;w7Y=\u{7}\u{1B}\\`);
		expect(copySequence('ö', { TERM: 'tmux-256color' })).toContain('\u{1B}Ptmux;');
	});

	it('reaches the terminal around screen, in pieces that it takes', () => {
		const text = 'x'.repeat(3000);
		const wrapped = (copySequence(text, { STY: '1.pts' }) ?? '').slice((copySequence(text, {}) ?? '').length);
		const pieces = wrapped.split('\u{1B}\\').slice(0, -1);
		expect(pieces.length).toBeGreaterThan(1);
		for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(768);
		expect(pieces.map((piece) => piece.slice(2)).join('')).toBe(copySequence(text, {}));
	});

	it('is not sent for more than a terminal takes', () => {
		expect(copySequence('x'.repeat(longestCopy), {})?.length).toBeLessThanOrEqual(100_000);
		expect(copySequence('x'.repeat(longestCopy + 1), {})).toBeUndefined();
	});

	it('carries the value of a secret itself', () => {
		expect(copySequence(new Secret('ö'), {})).toBe(plain);
	});
});
