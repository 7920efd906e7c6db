import { randomInt } from 'node:crypto';
import { Secret } from '../model/secret.ts';
import type { Random } from './host.ts';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const idLength = 10;

/** The system's source of randomness. */
export const systemRandom: Random = {
	secret: (length) => new Secret(pick(lower.toUpperCase() + lower + digits, length)),
	// Begins with a letter, so that it may stand wherever a name may.
	id: () => pick(lower, 1) + pick(lower + digits, idLength - 1),
};

function pick(alphabet: string, length: number): string {
	return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
