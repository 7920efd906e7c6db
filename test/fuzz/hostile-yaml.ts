import fc from 'fast-check';
import type { SchemaKey } from './schema-keys.ts';

const pieces = [
	...[
		'"',
		"'",
		';',
		'{',
		'}',
		'$',
		`\${A}`,
		'$$',
		'\n',
		'\r',
		'\t',
		'#',
		'\\',
		' ',
		':',
		' #',
		': ',
		'- ',
		'*a',
		'&a',
		'!x',
		'|',
		'>',
		'%',
	],
	...[
		'@',
		'`',
		'..',
		'/',
		'~',
		'é',
		'漢',
		'🚢',
		'\0',
		'\u001b[31m',
		'\u009b2J',
		'\u0085',
		'\u202e',
		'\u2028',
		'\ufeff',
		'\ud800',
		'\u007f',
	],
	...[
		'yes',
		'null',
		'1:30',
		'0x1',
		'1e3',
		'-1',
		'0',
		'65536',
		'99999999999999999999',
		'a',
		'A',
		'x'.repeat(300),
		'{{',
		'}}',
		'<<',
		'?',
		',',
	],
	...[
		'[',
		']',
		'=',
		'=~',
		'(',
		')',
		'*',
		'+',
		'^',
		'127.0.0.1:80:80',
		'../../etc',
		'/etc/passwd',
		'include /etc/passwd;',
		'__proto__',
		'.',
		'-',
	],
] as const;

/** What a line of YAML may hold beside plain values: tags, anchors, merges, numbers of many spellings, and what is no YAML. */
const constructs = [
	...['!!binary aGk=', '!!set {a, b}', '!!timestamp 2001-01-01', '!!str 5', '!!float 1', '!!int "7"', '!!null x', '!x y', '!<tag:a> b'],
	...[
		'&a b',
		'*a',
		'[&a x, *a]',
		'&a [*a]',
		'{<<: {a: b}}',
		'{<<: [{a: b}]}',
		'{? [a]: b}',
		'{a: b, a: c}',
		'!!omap [a: b]',
		'!!pairs [a: b]',
	],
	...[
		'',
		'~',
		'yes',
		'off',
		'.inf',
		'-.Inf',
		'.nan',
		'0x1F',
		'0o17',
		'017',
		'1e400',
		'1_000',
		'1:30',
		'2001-01-01',
		'2001-01-01t00:00:00Z',
	],
	...[
		'"\\x41"',
		'"\\u202E"',
		'"\\UFFFFFFFF"',
		'"open',
		"'open",
		'[open',
		'{open',
		']',
		'}',
		'%x',
		'@x',
		'`x`',
		'- a',
		'a: b',
		'? a',
		'|',
		'>-',
		'# x',
	],
	...[
		'|\n  two\n  lines',
		'>\n  one\n  line',
		'"two\n  lines"',
		'\n  - a\n  - b',
		'\n  a: b',
		'\n\t- a',
		'{__proto__: {a: b}}',
		'{constructor: 1}',
	],
] as const;

const text = fc.array(fc.constantFrom(...pieces), { maxLength: 5 }).map((parts) => parts.join(''));
const long = fc
	.constantFrom('x', '/a', 'é', '$$', 'a.', '1')
	.chain((one) => fc.constantFrom(64, 254, 1_200, 70_000).map((times) => one.repeat(times)));
const number = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double({ noNaN: true }), fc.integer({ min: -2, max: 70_000 }));

/** YAML for one key, on as many lines as it needs: mostly what looks nearly right, and everything that does not. */
export function yamlFor(key: SchemaKey, examples: readonly string[], own: readonly string[]): fc.Arbitrary<string> {
	const likely = [...own, ...key.words];
	const near = likely.length === 0 ? fc.constantFrom(...examples) : fc.constantFrom(...likely);
	const right = fc.oneof(near, near.chain(mutated), patternText(key) ?? near, fc.constantFrom(...examples));
	const one = fc.oneof(
		{ weight: 5, arbitrary: right },
		{ weight: 2, arbitrary: text },
		{ weight: 1, arbitrary: fc.oneof(long, number, fc.boolean()) },
	);
	const names =
		key.keys.length === 0 ? fc.oneof(fc.stringMatching(/^[A-Za-z_]\w{0,9}$/), text) : fc.oneof(fc.constantFrom(...key.keys), text);
	const shaped = {
		value: one,
		list: fc.oneof(fc.array(one, { minLength: 1, maxLength: 3 }), one),
		map: fc.dictionary(names, one, { maxKeys: 3 }),
	};
	const wrong = fc.oneof(
		fc.constant(null),
		fc.array(one, { maxLength: 2 }),
		fc.dictionary(text, one, { maxKeys: 2 }),
		number,
		fc.array(fc.array(text)),
	);
	return fc.oneof(
		{ weight: 8, arbitrary: shaped[key.kind].map((value) => JSON.stringify(value)) },
		{ weight: 1, arbitrary: wrong.map((value) => JSON.stringify(value)) },
		{ weight: 1, arbitrary: fc.constantFrom(...constructs) },
	);
}

/** One small slip of whoever writes the file. */
function mutated(example: string): fc.Arbitrary<string> {
	const place = fc.nat({ max: example.length });
	return fc.oneof(
		fc.tuple(place, fc.constantFrom(...pieces)).map(([at, piece]) => example.slice(0, at) + piece + example.slice(at)),
		fc.tuple(place, place).map(([from, to]) => example.slice(0, from) + example.slice(to)),
		fc
			.tuple(place, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }))
			.map(([at, one]) => example.slice(0, at) + one + example.slice(at + 1)),
		fc.constantFrom(example.toUpperCase(), example.repeat(2), `${example}/`, ` ${example}`, `${example}.`),
	);
}

/** fast-check knows no patterns that look ahead. */
function patternText({ pattern }: SchemaKey): fc.Arbitrary<string> | undefined {
	return pattern === undefined || pattern.includes('(?') ? undefined : fc.stringMatching(new RegExp(pattern));
}
