import { Secret } from '../model/secret.ts';
import { type Commands, longestCopy } from './host.ts';

/** Characters that screen takes in one device control string. */
const screenLimit = 760;

type Environment = Readonly<Record<string, string | undefined>>;

/** How a text gets to where it can be pasted from. */
interface CopyWays {
	readonly run: Commands['run'];
	write(sequence: string): void;
}

/** tmux answers at once or not at all. */
const tmuxTimeout = 2000;

/**
 * Puts text where it can be pasted from. tmux drops the terminal's own sequence by its usual settings (`set-clipboard
 * external`), so there its buffer is filled, by standard input: arguments can be read by everybody on the machine.
 */
export async function copyText(
	text: string | Secret,
	environment: Environment,
	{ run, write }: CopyWays,
): Promise<'tmux' | 'terminal' | 'too-long'> {
	const sequence = copySequence(text, environment);
	if (sequence === undefined) return 'too-long';
	if (environment.TMUX) {
		const options = { input: text instanceof Secret ? text.reveal() : text, env: { TMUX: environment.TMUX }, timeout: tmuxTimeout };
		const isTaken = await run(['tmux', 'load-buffer', '-w', '-'], options).then(
			({ code }) => code === 0,
			() => false,
		);
		if (isTaken) return 'tmux';
	}
	write(sequence);
	return 'terminal';
}

/**
 * The sequence (OSC 52) that puts text into the clipboard of the terminal, whatever the environment says is between;
 * `undefined` for a text that is too long.
 */
export function copySequence(text: string | Secret, environment: Environment): string | undefined {
	const bytes = Buffer.from(text instanceof Secret ? text.reveal() : text, 'utf8');
	if (bytes.length > longestCopy) return undefined;
	const sequence = `\u{1B}]52;c;${bytes.toString('base64')}\u{7}`;
	// tmux and screen keep the plain one for themselves or drop it, by their own settings: one of the two gets through.
	return sequence + passedThrough(sequence, environment);
}

/** The sequence once more, wrapped so that a multiplexer hands it to the terminal outside. */
function passedThrough(sequence: string, { TMUX, STY, TERM = '' }: Environment): string {
	if (TMUX || TERM.startsWith('tmux')) return `\u{1B}Ptmux;${sequence.replaceAll('\u{1B}', '\u{1B}\u{1B}')}\u{1B}\\`;
	if (!STY && !TERM.startsWith('screen')) return '';
	const pieces = sequence.match(new RegExp(`[^]{1,${screenLimit}}`, 'g')) ?? [];
	return pieces.map((piece) => `\u{1B}P${piece}\u{1B}\\`).join('');
}
