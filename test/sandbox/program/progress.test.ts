import { expect, test } from 'vitest';
import { createProgress } from '../../../source/sandbox/program/progress.ts';

function screen(isTerminal: boolean, hasColor = false) {
	let text = '';
	let now = 0;
	const write = (more: string) => {
		text += more;
	};
	const clock = { now: () => now, sleep: async () => undefined };
	return {
		progress: createProgress({ write, isTerminal, hasColor, columns: () => 40 }, clock),
		after: (ms: number) => {
			now += ms;
		},
		text: () => text,
	};
}

test('tells a step with its seconds, and what went on in it, a line each in a log', async () => {
	const { progress, after, text } = screen(false);
	const work = async (report: (line: string) => void) => {
		report('building');
		report('building');
		after(12_340);
		return 3;
	};
	await progress.step('images', work, (count) => `${count} images`);
	expect(text()).toBe('          building\n  12.3 s  3 images\n');
});

test('keeps one line on a terminal, no wider than it', async () => {
	const { progress, text } = screen(true, true);
	await progress.step(
		'images',
		async (report) => report('downloading a thing with a long name'),
		() => 'images',
	);
	const shown = text().split('\r');
	expect(shown[2]).toBe('\x1b[2K          images  \x1b[2mdownloading a thing w\x1b[22m');
	expect(shown.at(-1)).toBe('\x1b[2K   0.0 s  images\n');
});

test('leaves a clean line for the error when a step fails', async () => {
	const { progress, text } = screen(true);
	const failing = progress.step(
		'engine',
		async () => {
			throw new Error('no');
		},
		() => '',
	);
	await expect(failing).rejects.toThrow('no');
	expect(text().endsWith('\r\x1b[2K')).toBe(true);
});
