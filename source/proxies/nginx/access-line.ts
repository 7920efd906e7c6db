import type { AccessEntry, Attempt } from '../../model/access-entry.ts';
import { portOfReplica } from '../../model/network-addresses.ts';

/** A line of the log format `berth`; `undefined` for anything else, such as a line cut by a full disk. */
export function parseAccessLine(line: string): AccessEntry | undefined {
	if (!line.startsWith('{')) return undefined;
	try {
		return entryOf(JSON.parse(line) as Readonly<Record<string, unknown>>);
	} catch {
		return undefined;
	}
}

function entryOf(fields: Readonly<Record<string, unknown>>): AccessEntry | undefined {
	const at = Number(fields.time);
	const status = Number(fields.status);
	if (!(at > 0) || !(status >= 100)) return undefined;
	const { release, upstream = '' } = fields;
	return {
		at: Math.round(at * 1000),
		status,
		took: milliseconds(fields.took),
		...(typeof release === 'string' && release !== '' && release !== '-' && { release }),
		...(fields.berth === 'closed' && (upstream === '' || upstream === '-') && { closed: true }),
		attempts: attemptsOf(fields, status),
	};
}

/**
 * nginx lists what it tried in each variable, parted by commas, and by colons where it went on in another location
 * (https://nginx.org/en/docs/http/ngx_http_upstream_module.html#var_upstream_addr).
 */
function attemptsOf(fields: Readonly<Record<string, unknown>>, end: number): readonly Attempt[] {
	const { upstream } = fields;
	if (typeof upstream !== 'string' || !upstream.includes(':')) return [];
	const statuses = listed(fields.upstream_status);
	const times = listed(fields.upstream_response);
	const begins = listed(fields.upstream_header);
	return listed(upstream).flatMap((address, index) => {
		const port = portAt(address, fields.ports);
		if (port === undefined) return [];
		// Of a client that gave up nginx notes no status of the replica.
		const status = Number(statuses[index]) || end;
		const began = Number(begins[index] ?? '-');
		return [{ port, status, took: milliseconds(times[index]), ...(Number.isFinite(began) && { began: milliseconds(began) }) }];
	});
}

/** `127.0.0.1:8101`, or an address in the project's network where `ports` names the first ones of its berths. */
function portAt(upstream: string, ports: unknown): number | undefined {
	const at = upstream.lastIndexOf(':');
	if (typeof ports !== 'string') return Number(upstream.slice(at + 1)) || undefined;
	const [blue = 0, green = 0] = ports.split(':').map(Number);
	return portOfReplica({ blue, green }, upstream.slice(0, at));
}

const separators = /, | : /;

/** Nearly every request is tried once: then there is nothing to part. */
function listed(value: unknown): readonly string[] {
	if (typeof value !== 'string') return [];
	return value.includes(' ') ? value.split(separators) : [value];
}

function milliseconds(seconds: unknown): number {
	const value = Number(seconds);
	return Number.isFinite(value) ? Math.round(value * 1000) : 0;
}
