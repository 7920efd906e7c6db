import { redact } from '../model/redact.ts';
import type { Secret } from '../model/secret.ts';

/** Fields that hold Berth's own words or names. A setting in `.env` may have the same text, and they must stay readable. */
const ownFields: ReadonlySet<string> = new Set(['kind', 'outcome', 'direction', 'id', 'operation', 'project', 'title', 'user']);

/**
 * JSON in whose texts no secret stands. It looks at each text before it is quoted: afterwards a secret with a quote or a
 * backslash in it would look different, and one of digits would be found in numbers.
 */
export function redactedJson(value: unknown, secrets: readonly Secret[]): string {
	return JSON.stringify(value, (key, part: unknown) => (typeof part === 'string' && !ownFields.has(key) ? redact(part, secrets) : part));
}
