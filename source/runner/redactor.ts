import { Failure, type FailureFacts, failureFacts } from '../model/failure.ts';
import { redact } from '../model/redact.ts';
import type { Secret } from '../model/secret.ts';

/** Fields that hold Berth's own words or names. A setting in `.env` may have the same text, and they must stay readable. */
const ownFields: ReadonlySet<string> = new Set([
	'kind',
	'outcome',
	'direction',
	'id',
	'operation',
	'project',
	'title',
	'user',
	'birth',
	'berth',
]);

/** Takes the secrets of one project out of everything that leaves its runner. */
export interface Redactor {
	readonly redact: (text: string) => string;
	/** These are taken out from now on, too: a step has just made them. */
	readonly hide: (secrets: readonly Secret[]) => void;
	/**
	 * JSON in whose texts no secret stands. It looks at each text before it is quoted: afterwards a secret with a quote or a
	 * backslash in it would look different, and one of digits would be found in numbers.
	 */
	readonly json: (value: unknown) => string;
	/** The facts of anything thrown, before they are put together with other words. */
	readonly facts: (error: unknown) => FailureFacts;
	/** An error of the runner itself, for whoever prints it: no secret is in its words or its stack. */
	readonly error: (error: unknown) => Error;
}

export function createRedactor(known: readonly Secret[]): Redactor {
	let secrets = known;
	const clean = (text: string) => redact(text, secrets);
	const json = (value: unknown) =>
		JSON.stringify(value, (key, part: unknown) => (typeof part === 'string' && !ownFields.has(key) ? clean(part) : part));
	const facts = (error: unknown): FailureFacts => JSON.parse(json(failureFacts(error)));
	return {
		redact: clean,
		hide(more) {
			secrets = [...secrets, ...more];
		},
		json,
		facts,
		error(thrown) {
			if (thrown instanceof Failure) return new Failure(facts(thrown));
			const error = new Error(clean(thrown instanceof Error ? thrown.message : String(thrown)));
			if (thrown instanceof Error) error.stack = clean(thrown.stack ?? '');
			return error;
		},
	};
}
