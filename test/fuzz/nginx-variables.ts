import type { Directive } from './nginx-tree.ts';

/** Variables of nginx's own that Berth may use; each header of a request, an app or an answer has one besides. */
const builtIn = [
	...['binary_remote_addr', 'body_bytes_sent', 'document_uri', 'host', 'msec', 'realip_remote_addr', 'remote_addr', 'remote_user'],
	...['request', 'request_id', 'request_method', 'request_time', 'request_uri', 'scheme', 'status', 'time_local', 'uri'],
	...['upstream_addr', 'upstream_connect_time', 'upstream_header_time', 'upstream_response_time', 'upstream_status'],
];

/** The names of the variables in a word, without their dollars. */
export function variablesIn(text: string): readonly string[] {
	return Array.from(text.matchAll(/\$(?:\{(\w+)\}|(\w+))/g), ([, braced, bare]) => braced ?? bare ?? '');
}

/** True for a variable that nginx itself gives. */
export function isBuiltIn(variable: string): boolean {
	return builtIn.includes(variable) || /^(http|upstream_http|sent_http)_\w+$/.test(variable);
}

/** The names of the variables that a directive makes: by `set`, `map` or `geo`, or as the name of a part of a pattern. */
export function madeBy({ words: [name = '', ...rest] }: Directive): readonly string[] {
	const own = name === 'set' ? rest[0] : name === 'map' || name === 'geo' ? rest.at(-1) : undefined;
	const parts = [name, ...rest].flatMap((word) => Array.from(word.matchAll(/\(\?<(\w+)>/g), ([, part = '']) => part));
	return own === undefined ? parts : [own.slice(1), ...parts];
}
