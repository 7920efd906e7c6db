/** An ISO time, also with a blank or a comma as Python and Java write it, at the beginning or after `[` or a level. */
const iso = /^[[(]?(?:\w+\s+\[?)?(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?\s?(Z|UTC|[+-]\d\d:?\d\d)?/;
/** As error logs of web servers begin: `2026/03/01 14:02:11 [error]`. */
const slashes = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d)/;
const jsonTime = /"(?:time|timestamp|@timestamp|ts|datetime)"\s*:\s*(?:"([^"]{10,40})"|(\d{9,13}(?:\.\d+)?))/;

/** Epoch ms that a line of a file names, `undefined` if it names none. A time without a zone is UTC. */
export function timeOfLine(text: string): number | undefined {
	const found = text.startsWith('{') ? timeOfJson(text) : (timeOfIso(text) ?? timeOfSlashes(text));
	return found !== undefined && Number.isFinite(found) ? found : undefined;
}

function timeOfJson(text: string): number | undefined {
	const match = jsonTime.exec(text.length > 2000 ? text.slice(0, 2000) : text);
	if (match === null) return undefined;
	const [, words, number] = match;
	const value = Number(words ?? number);
	if (Number.isFinite(value)) return value < 1e11 ? Math.round(value * 1000) : Math.round(value);
	return words === undefined ? undefined : (timeOfIso(words) ?? Date.parse(words));
}

function timeOfIso(text: string): number | undefined {
	const match = iso.exec(text);
	if (match === null) return undefined;
	const [, day, time, fraction = '', zone = 'Z'] = match;
	return Date.parse(
		`${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}${zone === 'UTC' ? 'Z' : zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`,
	);
}

function timeOfSlashes(text: string): number | undefined {
	const match = slashes.exec(text);
	return match === null ? undefined : Date.parse(`${match[1]}-${match[2]}-${match[3]}T${match[4]}Z`);
}
