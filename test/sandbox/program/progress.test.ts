import { expect, test } from 'vitest';
import { createProgress } from '../../../source/sandbox/program/progress.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

function screen(isTerminal: boolean, hasColor = false) {
	let text = '';
	const write = (more: string) => {
		text += more;
	};
	const clock = new ManualClock();
	return { progress: createProgress({ write, isTerminal, hasColor, columns: () => 40 }, clock), clock, text: () => text };
}

test('tells a step with its seconds, and what went on in it, a line each in a log', async () => {
	const { progress, clock, text } = screen(false);
	const work = async (report: (line: string) => void) => {
		report('building');
		report('building');
		await clock.advance(12_340);
		return 3;
	};
	await progress.step('images', work, (count) => `${count} images`);
	expect(text()).toBe('          images …\n          building\n  12.3 s  3 images\n');
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

test('tells in a log what begins before it is over', async () => {
	const { progress, text } = screen(false);
	const { promise, resolve } = Promise.withResolvers<void>();
	const step = progress.step(
		'images',
		() => promise,
		() => 'images',
	);
	expect(text()).toBe('          images …\n');
	resolve();
	await step;
});

test('counts the seconds of what goes on, line by line, on a terminal', async () => {
	const { progress, clock, text } = screen(true);
	const last = () => text().split('\r\x1b[2K').at(-1);
	const work = async (report: (line: string) => void) => {
		report('building');
		expect(last()).toBe('          images  building');
		await clock.advance(2500);
		expect(last()).toBe('     2 s  images  building');
		report('importing');
		expect(last()).toBe('          images  importing');
		await clock.advance(1600);
		expect(last()).toBe('     1 s  images  importing');
	};
	await progress.step('images', work, () => 'images');
	expect(last()).toBe('   4.1 s  images\n');
	await clock.advance(5000);
	expect(last()).toBe('   4.1 s  images\n');
	expect(clock.sleeping).toBe(0);
});
