import { expect, test } from 'vitest';
import { redact } from '../../source/model/redact.ts';
import { Secret } from '../../source/model/secret.ts';

/** Made of two, so that none of them stands in this file as it is looked for. */
const long = `sentinel-4f9c2e71d0-${'Zx81Qm03Lk57Pw29'.repeat(3)}-end7`;
const dollars = 'x$Word99Abc$$tail';
const odd = 'a"b\\c&d<e>4f9c2e71 space';
const database = `postgresql://shop:S3cret%2FPw9x@postgres:5432/shop_production`;
const apostrophe = `Word77Quoted'9f3kQ'5-end`;
const shared = `Word99Abc-${'Hn5Rt8Vw'.repeat(6)}`;
const secrets = [apostrophe, shared, long, dollars, odd, database].map((value) => new Secret(value));

const shapes: Readonly<Record<string, string>> = {
	'as it is': long,
	'in JSON': JSON.stringify({ key: odd }),
	'in JSON in JSON': JSON.stringify(JSON.stringify({ key: odd })),
	'in a URL': `https://h/?key=${encodeURIComponent(odd)}&next=1`,
	'in a form': new URLSearchParams({ key: odd }).toString(),
	'in base64': Buffer.from(long).toString('base64'),
	'in base64 of a longer text': Buffer.from(`user:${long}`).toString('base64'),
	'in base64 for URLs': Buffer.from(`ab${odd}`).toString('base64url'),
	'the end of a misread value': 'The "Word99Abc" variable is not set',
	'the password of an address': 'cannot log in with S3cret/Pw9x',
	'in a form with an apostrophe': String(new URLSearchParams({ key: apostrophe })),
	'in a URL of another language': `?key=${encodeURIComponent(apostrophe).replaceAll("'", '%27')}`,
	'cut, where a piece of another begins it': `${shared.slice(0, 40)}…`,
	'with a colour within': `key ${long.slice(0, 30)}\u{1B}[31m${long.slice(30)}`,
	'cut at the end': `body: ${long.slice(0, 30)}…`,
	'cut at the start': `...${long.slice(-30)} is wrong`,
	'split by a line end': `${long.slice(0, 40)}\n${long.slice(40)}`,
};

/** Six characters in a row of a secret are a piece of it. */
function piecesIn(text: string, secret: string): readonly string[] {
	const all = Array.from({ length: secret.length - 8 }, (_, at) => secret.slice(at, at + 9));
	return all.filter((piece) => text.includes(piece));
}

test.each(Object.entries(shapes))('nothing is left of a secret %s', (_, text) => {
	const masked = redact(text, secrets);
	expect(masked).toContain('[redacted]');
	for (const value of [long, shared]) expect(piecesIn(masked, value)).toEqual([]);
	for (const piece of ['Quoted', '9f3kQ', '5-end']) expect(masked).not.toContain(piece);
	for (const form of [odd, encodeURIComponent(odd), JSON.stringify(odd).slice(1, -1), 'Word99', 'S3cret'])
		expect(masked).not.toContain(form);
	const encoded = Buffer.from(long).toString('base64');
	expect(piecesIn(masked, encoded)).toEqual([]);
});

test('everyday words that stand in a secret stay readable', () => {
	const text = 'postgres of shop is healthy: GET /production answered 200 as shop_prod in 42 ms';
	expect(redact(text, secrets)).toBe(text);
	expect(redact('Deploy v42 of orders', [new Secret('orders_production')])).toBe('Deploy v42 of orders');
});

test.each(['pw4Zk9Qx', 'correcthorsebatterystaple', 'https://hooks.example.com/services/T0123'])(
	'both parts of %s go, wherever a line end splits it',
	(value) => {
		for (let at = 1; at < value.length; at++)
			expect(redact(`first ${value.slice(0, at)}\n${value.slice(at)}\nlast`, [new Secret(value)])).toBe('first [redacted]\nlast');
	},
);

test('nothing is left of a secret in base64 that is broken into lines', () => {
	const encoded = Buffer.from(`user:${long}`).toString('base64');
	const masked = redact(`Authorization: Basic\n${encoded.replaceAll(/.{20}/g, '$&\n')}`, secrets);
	expect(piecesIn(masked.replaceAll('\n', ''), encoded)).toEqual([]);
});

test('2000 secrets cost less than 0.3 ms of CPU for a line', () => {
	const many = Array.from(
		{ length: 2_000 },
		(_, index) => new Secret(`${index}-Zx81Qm03Lk57-${(index * 7919).toString(36)}-${'Pw29'.repeat(index % 8)}`),
	);
	const line = `2026-11-29T12:00:00Z GET /api/orders/42?page=3 answered 200 in 12 ms for shop-blue-1 ${'x1 '.repeat(20)}`;
	redact(line, many);
	const before = process.cpuUsage();
	for (let turn = 0; turn < 500; turn++) redact(`${line}${turn}`, many);
	const { user, system } = process.cpuUsage(before);
	expect((user + system) / 500).toBeLessThan(300);
	expect(redact(`${line}${many[1_234]?.reveal()}`, many)).toBe(`${line}[redacted]`);
});
