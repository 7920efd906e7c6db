import { Secret } from '../model/secret.ts';
import { longestCopy } from './host.ts';

/** Characters that screen takes in one device control string. */
const screenLimit = 760;

type Environment = Readonly<Record<string, string | undefined>>;

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
