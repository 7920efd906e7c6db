import { inspect } from 'node:util';

const redacted = '[redacted]';

/** A value that no print, template or JSON shows. Only host adapters call `reveal`. */
export class Secret {
	readonly #value: string;

	constructor(value: string) {
		this.#value = value;
	}

	/** The value itself. */
	reveal(): string {
		return this.#value;
	}

	toString(): string {
		return redacted;
	}

	toJSON(): string {
		return redacted;
	}

	[inspect.custom](): string {
		return redacted;
	}
}

/** Shorter than this is no secret but a setting. */
const shortest = 6;

/** Replaces every one of `secrets` in text that came from outside, also as JSON or a URL spells it, and the lines of a longer one. */
export function redact(text: string, secrets: readonly Secret[]): string {
	const spellings = secrets.flatMap((secret) => spellingsOf(secret.reveal())).filter((value) => value.length >= shortest);
	spellings.sort((left, right) => right.length - left.length);
	return spellings.reduce((masked, value) => masked.replaceAll(value, redacted), text);
}

/** A key of several lines is printed, and so comes here, line by line. */
function spellingsOf(value: string): readonly string[] {
	const lines = value.split('\n').map((line) => line.trim());
	return value.length < shortest ? [] : [value, ...lines, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)];
}
