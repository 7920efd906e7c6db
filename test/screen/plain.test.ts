import { describe, expect, it } from 'vitest';
import { type Piece, piecesOf } from './setup/cells.ts';
import { openScreen } from './setup/open-screen.ts';
import { walk } from './setup/walk.ts';

const csi = '\u{1B}[';
const commands = new RegExp(`\u{1B}\\](?:[^\u{7}]*)\u{7}|\u{7}|${csi.replace('[', '\\[')}[?>=]?[\\d;]*[A-Za-z]`, 'g');

/** What is left of what was sent when every command to the terminal is taken out, its bell too. */
function textOf(sent: string): string {
	return sent.replace(commands, '');
}

/** All numbers in commands that set how text looks. */
function looksIn(sent: string): ReadonlySet<number> {
	const settings = (sent.match(commands) ?? []).filter((command) => command.endsWith('m'));
	return new Set(settings.flatMap((command) => command.slice(csi.length, -1).split(';').map(Number)));
}

/** Bold, dim, inverse, and their ends. */
const emphasis = [0, 1, 2, 7, 22, 27];
/** The last of the base colours that mean good or bad. */
const yellow = 3;

describe.concurrent('every screen and dialog', () => {
	it.each([
		['NO_COLOR=1', { NO_COLOR: '1' }, emphasis],
		['TERM=dumb', { TERM: 'dumb' }, []],
	] as const)('is sent without a colour and in ASCII with %s', async (_name, environment, looks) => {
		await using screen = await openScreen({ size: [120, 40], environment });
		await walk(screen, () => undefined);
		expect(textOf(screen.sent)).toMatch(/^[\r\n -~]*$/);
		expect([...looksIn(screen.sent)].filter((look) => !looks.some((one) => one === look))).toEqual([]);
	});

	it.each([
		['LC_ALL=C', { LC_ALL: 'C' }],
		['LANG=C', { LANG: 'C' }],
		['no locale', { LANG: undefined }],
	] as const)('is sent in ASCII with %s', async (_name, environment) => {
		await using screen = await openScreen({ size: [80, 24], environment });
		await walk(screen, () => undefined);
		expect(textOf(screen.sent)).toMatch(/^[\r\n -~]*$/);
	});

	it('says in a sign or in words what green, yellow and red say', async () => {
		await using screen = await openScreen({ size: [120, 40] });
		await walk(screen, (name) => {
			const inked = ({ color, text }: Piece) => color !== undefined && color <= yellow && text.trim() !== '';
			// Beside a dialog a blank end of a coloured cell may be left, and blanks show no ink.
			const colored = piecesOf(screen.emulator).flatMap((pieces) => pieces.filter(inked));
			expect(
				colored.filter(({ text }) => !/[●◐▲✕○✓+-]|[\p{L}\p{N}]/u.test(text)),
				name,
			).toEqual([]);
		});
	});
});

describe('the row under the cursor', () => {
	it.each([
		['the fleet', ['j'], 'chat'],
		['the replicas', ['G', '2', 'j'], 'blue 2'],
		['the last operations', ['G', '6', 'j'], '25 h'],
		['the replicas of a project', ['G', '\r', '2', 'j'], 'blue 2'],
		['the releases of a project', ['G', '\r', '4', 'j'], 'v41'],
		['events', ['e', 'j'], 'mail-gateway'],
		['the port map', ['m', 'j'], '8200'],
	] as const)('has a sign of its own in a terminal without inverse: %s', async (_name, keys, words) => {
		await using screen = await openScreen({ size: [120, 40], environment: { TERM: 'dumb' } });
		await screen.press(...keys);
		expect(screen.text()).toMatch(new RegExp(`^>.*${words}`, 'm'));
	});
});

describe('the five states of a project', () => {
	it.each([
		['a full terminal', {}, ['●', '◐', '▲', '✕', '○']],
		['one without colours', { NO_COLOR: '1' }, ['*', '~', '!', 'x', 'o']],
	])('have a sign each in %s', async (_name, environment, signs) => {
		await using screen = await openScreen({ environment });
		const signOf = (project: string) =>
			screen
				.rows()
				.find((row) => row.includes(` ${project} `))
				?.slice(0, 4)
				.trim();
		expect(['chat', 'muscle-up', 'hubnity-backend', 'mail-gateway', 'docs'].map(signOf)).toEqual(signs);
	});
});
