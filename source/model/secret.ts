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

/** Replaces every one of `secrets` in text that came from outside. Shorter than 6 characters is no secret but a setting. */
export function redact(text: string, secrets: readonly Secret[]): string {
	const values = secrets.map((secret) => secret.reveal()).filter((value) => value.length >= 6);
	values.sort((left, right) => right.length - left.length);
	return values.reduce((masked, value) => masked.replaceAll(value, redacted), text);
}
