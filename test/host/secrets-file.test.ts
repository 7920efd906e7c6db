import { expect, test } from 'vitest';
import { parseSecrets, withoutSecrets } from '../../source/host/secrets-file.ts';

const text = [
	'# DATABASE_URL=old',
	'PLAIN=abc',
	'export EXPORTED = spaced out  ',
	'HASH=pa#ss',
	'COMMENTED=value # not the value',
	'URL=postgres://u:p@h:5432/d?x=1',
	'DOUBLE="a \\"b\\" \\n c" # d',
	"SINGLE='a # $b \\n'",
	'EMPTY=',
	'BARE',
	'PEM="first',
	'PLAIN=inside',
	'last"',
	'WINDOWS=yes\r',
	'AGAIN=1',
	'AGAIN=2',
].join('\n');

const values = (source: string) => Object.fromEntries([...parseSecrets(source)].map(([name, value]) => [name, value.reveal()]));

test('reads values as compose does: quotes, comments, export, several lines, the last of a name', () => {
	expect(values(text)).toEqual({
		PLAIN: 'abc',
		EXPORTED: 'spaced out',
		HASH: 'pa#ss',
		COMMENTED: 'value',
		URL: 'postgres://u:p@h:5432/d?x=1',
		DOUBLE: 'a "b" \n c',
		SINGLE: 'a # $b \\n',
		EMPTY: '',
		PEM: 'first\nPLAIN=inside\nlast',
		WINDOWS: 'yes',
		AGAIN: '2',
	});
});

test('an empty value does not swallow the next line', () => {
	expect(values('A=\nB=2\n')).toEqual({ A: '', B: '2' });
});

test('takes out only the keys it is told, with all of their lines', () => {
	const rest = withoutSecrets(text, new Set(['PEM', 'AGAIN', 'COMMENTED']));
	expect(Object.keys(values(rest))).toEqual(['PLAIN', 'EXPORTED', 'HASH', 'URL', 'DOUBLE', 'SINGLE', 'EMPTY', 'WINDOWS']);
	expect(rest).toContain('# DATABASE_URL=old\n');
	expect(withoutSecrets(text, new Set(['NONE']))).toBe(text);
});
