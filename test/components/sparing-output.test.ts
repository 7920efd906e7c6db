import headless from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spare, sparingOutput } from '../../components/sparing-output.ts';
import { drawnOn } from '../screen/setup/cells.ts';

const esc = '\u{1B}';

/** The screen of a terminal that was sent the text. */
async function screenOf(text: string): Promise<readonly string[]> {
	const terminal = new headless.Terminal({ cols: 20, rows: 6, allowProposedApi: true });
	await new Promise<void>((resolve) => terminal.write(text, resolve));
	return [...drawnOn(terminal), `${terminal.buffer.active.cursorX} ${terminal.buffer.active.cursorY}`];
}

const styles = ['1', '2', '22', '7', '27', '31', '36', '39', '0', '1;33'].map((code) => `${esc}[${code}m`);
const moves = [`${esc}[E`, `${esc}[5G`, `${esc}[K`, '\r\n', `${esc}[3A`];
const written = fc
	.array(fc.oneof(fc.constantFrom(...styles), fc.constantFrom(...moves), fc.constantFrom('a', '● b', '   ', '▇▆')))
	.map((pieces) => `${pieces.join('')}${esc}[0m`);

describe('spare', () => {
	it('leaves the same on the screen, whatever is written, in no more bytes', async () => {
		await fc.assert(
			fc.asyncProperty(written, async (text) => {
				const short = spare(text);
				expect(await screenOf(`old text\r\nunder it\r\n${short}`)).toEqual(await screenOf(`old text\r\nunder it\r\n${text}`));
				expect(short.length).toBeLessThanOrEqual(text.length);
			}),
		);
	});

	it('sends no style that nothing is written in', () => {
		expect(spare(`${esc}[9G${esc}[K${esc}[1m${esc}[33m${esc}[39m${esc}[22m${esc}[2m7 %${esc}[22m`)).toBe(
			`${esc}[9G${esc}[K${esc}[2m7 %${esc}[m`,
		);
	});

	it('goes over rows that did not change in one step', () => {
		expect(spare(`${esc}[E${esc}[E${esc}[Ea${esc}[E`)).toBe(`${esc}[3Ea${esc}[E`);
	});

	it('begins anew where that is shorter than to take a style away', () => {
		expect(spare(`${esc}[1;33ma${esc}[0m${esc}[7mb${esc}[0m`)).toBe(`${esc}[1;33ma${esc}[0;7mb${esc}[m`);
	});

	it('leaves a style that it does not know as it is', () => {
		const text = `${esc}[1m${esc}[38;5;208mx${esc}[0m`;
		expect(spare(text)).toBe(text);
	});
});

describe('sparingOutput', () => {
	const start = `${esc}[?2026h`;
	const end = `${esc}[?2026l`;

	/** What reaches the terminal of what is written. */
	function reaching(...chunks: readonly (string | Uint8Array)[]): readonly unknown[] {
		const reached: unknown[] = [];
		const stdout = { write: (chunk: unknown) => reached.push(chunk) > 0 } as unknown as NodeJS.WriteStream;
		const output = sparingOutput(stdout);
		for (const chunk of chunks) expect(output.write(chunk)).toBe(true);
		return reached;
	}

	it('writes a frame at once, with its start and its end', () => {
		expect(reaching(start, `${esc}[1ma${esc}[0m`, end, 'b')).toEqual([`${start}${esc}[1ma${esc}[m${end}`, 'b']);
	});

	it('keeps nothing back of what is written in several pieces, and leaves no frame open', () => {
		expect(reaching(start, 'a', 'b', end)).toEqual([`${start}a${end}`, 'b']);
		expect(reaching(start, 'a')).toEqual([`${start}a${end}`]);
	});

	it('draws nothing where nothing is between start and end', () => {
		expect(reaching(start, end, 'a')).toEqual(['a']);
	});

	it('leaves bytes as they are', () => {
		const bytes = new Uint8Array([1, 2]);
		expect(reaching(start, bytes, end)).toEqual([bytes]);
	});
});
