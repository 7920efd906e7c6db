import { describe, expect, it } from 'vitest';
import { copySequence, copyText } from '../../source/host/clipboard.ts';
import { type Command, longestCopy, type RunOptions } from '../../source/host/host.ts';
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

describe('copyText', () => {
	const TMUX = '/tmp/tmux-0/default,1,0';

	/** What was run and written while a text was copied with a tmux that ends so. */
	async function copied(text: string | Secret, environment: Readonly<Record<string, string>>, code = 0) {
		const ran: { readonly command: Command; readonly options: RunOptions | undefined }[] = [];
		const written: string[] = [];
		const end = await copyText(text, environment, {
			run: async (command, options) => {
				ran.push({ command, options });
				return { code, stdout: '', stderr: '' };
			},
			write: (sequence) => void written.push(sequence),
		});
		return { end, ran, written };
	}

	it('fills the buffer of tmux, which drops what is sent to the terminal, and shows a secret in no argument', async () => {
		const { end, ran, written } = await copied(new Secret('correct-horse'), { TMUX });
		expect([end, written]).toEqual(['tmux', []]);
		expect(ran).toEqual([{ command: ['tmux', 'load-buffer', '-w', '-'], options: expect.objectContaining({ input: 'correct-horse' }) }]);
		expect(JSON.stringify(ran[0]?.command)).not.toContain('correct-horse');
	});

	it('sends to the terminal outside of tmux, and where tmux is too old or does not answer', async () => {
		expect(await copied('ö', {})).toEqual({ end: 'terminal', ran: [], written: [plain] });
		expect(await copied('ö', { TMUX }, 1)).toMatchObject({ end: 'terminal', written: [expect.stringContaining(plain)] });
	});

	it('sends nothing that is too long', async () => {
		expect(await copied('x'.repeat(longestCopy + 1), { TMUX })).toEqual({ end: 'too-long', ran: [], written: [] });
	});
});
