/** One request as nginx logged it. */
export interface AccessEntry {
	/** Epoch ms of its end. */
	readonly at: number;
	readonly status: number;
	/** Milliseconds. */
	readonly took: number;
	/** The release that the site named; absent in lines that Berth did not shape. */
	readonly release?: string;
}

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
	const seconds = Number(fields.took);
	const { release } = fields;
	return {
		at: Math.round(at * 1000),
		status,
		took: Number.isFinite(seconds) ? Math.round(seconds * 1000) : 0,
		...(typeof release === 'string' && release !== '' && release !== '-' && { release }),
	};
}
