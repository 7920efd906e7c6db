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
