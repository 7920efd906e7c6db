import headless from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import RowOutput from '../../build/row-output.mjs';
import Output from '../../node_modules/ink/build/output.js';
import { drawnOn } from '../screen/setup/cells.ts';

const width = 12;
const height = 4;

interface Write {
	readonly x: number;
	readonly y: number;
	readonly text: string;
}

const pieces = ['a', ' ', '●', '─', '\u{1B}[1;31m', '\u{1B}[2m', '\u{1B}[7m', '\u{1B}[0m', '漢', 'e\u{301}', '👩‍💻', '\u{AD}', '\u{200B}'];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: width }).map((some) => some.join(''));
const write = fc.record({ x: fc.constantFrom(0, 0, 0, 1, 5), y: fc.integer({ min: -1, max: height }), text });

function frameOf(output: Output, writes: readonly Write[]): string {
	for (const { x, y, text } of writes) output.write(x, y, text, { transformers: [(line) => line] });
	return output.get().output;
}

/** What a terminal shows of a frame. */
async function screenOf(frame: string): Promise<readonly string[]> {
	const terminal = new headless.Terminal({ cols: 3 * width, rows: height + 1, allowProposedApi: true });
	await new Promise<void>((resolve) => terminal.write(frame.replaceAll('\n', '\r\n'), resolve));
	return drawnOn(terminal);
}

/** As Ink itself would write a text: styles one by one, and in the same order whatever they were called. */
function asInkHasIt(frame: string): string {
	return frameOf(new Output({ width, height }), [{ x: 0, y: 0, text: frame }]);
}

test('a frame looks as Ink would make it, whatever is written where and how often', () => {
	fc.assert(
		fc.property(fc.array(write, { maxLength: 8 }), (writes) => {
			const frame = frameOf(new RowOutput({ width, height }), writes);
			expect(asInkHasIt(frame)).toBe(asInkHasIt(frameOf(new Output({ width, height }), writes)));
		}),
	);
});

test('a text over several rows is each row of it, as what is done to rows leaves it', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(write, { maxLength: 4 }), fc.array(text, { maxLength: 6 }), async (writes, drawn) => {
			const [mine, inks] = await Promise.all(
				[RowOutput, Output].map((Kind) => {
					const output = new Kind({ width, height });
					output.write(0, 0, drawn.map(() => ' ').join('\n'), { transformers: [(_, row) => drawn[row] ?? ''] });
					output.write(2, 1, '漢\n\nab', { transformers: [] });
					return screenOf(frameOf(output, writes));
				}),
			);
			expect(mine).toEqual(inks);
		}),
	);
});

test('what is written at a place is told from text that begins with its number', () => {
	expect(
		frameOf(new RowOutput({ width, height }), [
			{ x: 0, y: 0, text: '5 a' },
			{ x: 5, y: 1, text: 'a' },
		]),
	).toBe('5 a\n     a\n\n');
});

test('styles over several rows and text that is clipped are left to Ink', () => {
	const frames = [Output, RowOutput].map((Kind) => {
		const output = new Kind({ width, height });
		output.write(0, 0, '\u{1B}[1mone\ntwo\u{1B}[0m', { transformers: [] });
		output.clip({ x1: 0, x2: 3, y1: 2, y2: 3 });
		output.write(0, 2, 'abcdef', { transformers: [] });
		output.unclip();
		return output.get();
	});
	expect(frames[1]).toEqual(frames[0]);
	expect(frames[0]?.output).toBe('\u{1B}[1mone\u{1B}[22m\n\u{1B}[1mtwo\u{1B}[22m\nabc\n');
});
