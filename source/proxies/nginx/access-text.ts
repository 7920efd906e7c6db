import type { AccessText } from '../../model/access-entry.ts';
import { printableLine } from '../../model/printable-text.ts';

/** A line of the log format `berth` in words; `undefined` for anything else. A 5xx is an error, but for the 503 of a closed site. */
export function describeAccess(line: string): AccessText | undefined {
	if (!line.startsWith('{')) return undefined;
	try {
		return describe(JSON.parse(line) as Readonly<Record<string, unknown>>);
	} catch {
		return undefined;
	}
}

function describe(fields: Readonly<Record<string, unknown>>): AccessText | undefined {
	const at = Math.round(Number(fields.time) * 1000);
	const status = Number(fields.status);
	if (!(at > 0) || !(status >= 100)) return undefined;
	const took = `${Math.round(Number(fields.took) * 1000)} ms`.padStart(7);
	const place = [named(fields.release), named(fields.berth), upstream(fields)].filter((word) => word !== '').join(' ');
	const text = [String(status), took, `${named(fields.method)} ${named(fields.uri)}`, place, named(fields.client)];
	return {
		at,
		text: text.filter((word) => word !== '').join('  '),
		isError: status >= 500 && !(fields.berth === 'closed' && status === 503),
	};
}

/** The replica that answered, and what it said where nginx said something else: `:8101`, `:8101 502, :8102`. */
function upstream(fields: Readonly<Record<string, unknown>>): string {
	const answer = named(fields.upstream_status);
	const places = named(fields.upstream).replace(/127\.0\.0\.1(?=:)/g, '');
	return answer === '' || answer === String(fields.status) ? places : `${places} ${answer}`;
}

function named(value: unknown): string {
	return typeof value === 'string' && value !== '-' ? printableLine(value) : '';
}
