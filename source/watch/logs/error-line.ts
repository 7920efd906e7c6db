const errorLevels = /^(?:err|error|fatal|panic|crit|critical|alert|emerg|emergency|severe|exception)$/i;
const levelKeys = ['level', 'severity', 'lvl', 'levelname', 'log.level', 'loglevel'] as const;
const errorKeys = ['err', 'error', 'exception'] as const;

/** pino and bunyan count 50 as error and 60 as fatal. */
const errorNumber = 50;

/** Anything that could be an error at all: most lines are told apart by this one look. */
const suspect =
	/err|fatal|panic|crit|alert|emerg|severe|exception|traceback|segmentation|unhandled|uncaught|"(?:level|severity|lvl)"\s*:\s*[5-9]\d/i;

/** A level that a line names for itself: `level=info`, `[warn]`, `ERROR:`, `2026-03-01 14:02:11 INFO`. */
const namedLevel =
	/\b(?:level|lvl|severity)=["']?(\w+)|[[(<](trace|debug|verbose|info|notice|warn|warning|err|error|fatal|panic|crit|critical|alert|emerg|severe)(?:[\]):|> ])|(?:^|[\s|])(TRACE|DEBUG|VERBOSE|INFO|NOTICE|LOG|WARN|WARNING|ERR|ERROR|FATAL|PANIC|CRIT|CRITICAL|ALERT|EMERG|SEVERE)(?=$|[\s:|\]])/i;

/** So far into a line a level is one, and not a word of a sentence. */
const levelWithin = 64;

/** `no errors`, `0 errors`, `errors: 0`, `error=null`: words of lines that say there was none. */
const denials = /\b(?:no|0|zero|without|any)[ -]errors?\b|\berrors?["']?\s*[=:]\s*["']?(?:0|null|none|nil|false|undefined)\b["']?/gi;

const errorWords =
	/(?:^|[^\w./-])(?:error|fatal|panic|critical|exception)(?![\w.-]*[/\\])\b|^Traceback \(most|segmentation fault|\b(?:unhandled|uncaught)\b/i;

/** `TypeError`, `java.io.IOException`: not `terror`, nor a path. Word by word: one pattern for all of it takes the square of a line's length. */
const words = /(?<![\w/])\w+/g;
const errorName = /^[A-Z]\w*(?:Error|Exception)$/;

/**
 * True if a line of an app tells an error: by the level it names (also as a field of JSON), else by its words. That it was
 * written to standard error says nothing.
 */
export function isErrorLine(text: string): boolean {
	if (!suspect.test(text)) return false;
	if (text.startsWith('{')) {
		const fields = parseFields(text);
		if (fields !== undefined) return isErrorRecord(fields);
	}
	const level = namedLevelOf(text);
	if (level !== undefined) return errorLevels.test(level);
	const claims = text.replace(denials, ' ');
	return errorWords.test(claims) || (claims.match(words) ?? []).some((word) => errorName.test(word));
}

/** True for lines that go on with the one before: a stack trace, or the fields of an object. */
export function isContinuation(text: string): boolean {
	return /^(?:\s+\S|Caused by:|During handling of)/.test(text);
}

function namedLevelOf(text: string): string | undefined {
	const match = namedLevel.exec(text.length > levelWithin ? text.slice(0, levelWithin) : text);
	if (match === null) return undefined;
	const [whole, assigned, bracketed, bare] = match;
	// A bare word is a level in capitals, or where nothing but a time stands before it: `error: disk full`.
	if (bare !== undefined && bare !== bare.toUpperCase() && !/^\s*$/.test(text.slice(0, match.index + whole.length - bare.length)))
		return undefined;
	return assigned ?? bracketed ?? bare;
}

function isErrorRecord(fields: Readonly<Record<string, unknown>>): boolean {
	for (const key of levelKeys) {
		const level = fields[key];
		if (typeof level === 'number') return level >= errorNumber;
		if (typeof level === 'string') return /^\d+$/.test(level) ? Number(level) >= errorNumber : errorLevels.test(level);
	}
	return errorKeys.some((key) => hasContent(fields[key]));
}

function hasContent(value: unknown): boolean {
	return typeof value === 'object' ? value !== null : typeof value === 'string' ? value !== '' : value === true;
}

function parseFields(text: string): Readonly<Record<string, unknown>> | undefined {
	try {
		return JSON.parse(text) as Readonly<Record<string, unknown>>;
	} catch {
		return undefined;
	}
}
