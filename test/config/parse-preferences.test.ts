import { describe, expect, it } from 'vitest';
import { consoleWords } from '../../hooks/console-words.ts';
import { parsePreferences, withPreference } from '../../source/config/parse-preferences.ts';
import { defaultPreferences, preferenceNames } from '../../source/config/preferences.ts';
import { failureOf } from '../fakes/failure-of.ts';

const path = '/home/anna/.config/berth/preferences.json';
const parse = (value: unknown) => parsePreferences(JSON.stringify(value, undefined, 1), path, consoleWords);
const mistakesIn = (text: string) => failureOf(() => parsePreferences(text, path, consoleWords)).output;

describe('parsePreferences', () => {
	it('has a default for everything, without a file and for an empty one', () => {
		expect([undefined, ' \n', '{}'].map((text) => parsePreferences(text, path, consoleWords))).toEqual(Array(3).fill(defaultPreferences));
	});

	it('reads every preference', () => {
		const all = {
			theme: 'light',
			columns: ['cpu', 'release'],
			sort: 'state',
			keys: { deploy: ['P'] },
			bell: false,
			title: false,
			refresh: '5s',
		};
		expect(Object.keys(all)).toEqual(preferenceNames);
		expect(parse(all)).toEqual({ ...all, refresh: 5000 });
	});

	it('names file, line and path of every mistake at once', () => {
		const failure = failureOf(() => parse({ theme: 'pink', bell: 'on', keys: { help: [] }, colums: [] }));
		expect(failure).toMatchObject({ kind: 'config', what: `${path} is wrong` });
		expect(failure.output).toEqual([
			'line 2: theme: "pink" is not a theme; write auto, dark, light or mono',
			'line 3: bell: "on" is not true or false; write true or false',
			'line 5: keys.help: has no key; write one, or remove it for its own',
			'line 7: colums: is not a known key; did you mean columns?',
		]);
	});

	it('names the two actions of one key, at its line', () => {
		expect(mistakesIn('{\n"keys": {\n"deploy": ["S"]\n}}')).toEqual(['line 3: keys.deploy: S would be deploy and scale']);
	});

	it('refuses columns and orders that the console does not have', () => {
		expect(mistakesIn('{"columns": ["cpu", "size"]}')?.[0]).toMatch(/^line 1: columns\[1\]: "size" is not a column; write release,/);
		expect(mistakesIn('{"sort": "size"}')?.[0]).toContain('write name, state, release, age,');
	});

	it('refuses parts of a second', () => {
		expect(mistakesIn('{"refresh": "1500ms"}')?.[0]).toContain('whole seconds from 1s to 60s');
		expect(mistakesIn('{"refresh": "2m"}')?.[0]).toContain('whole seconds from 1s to 60s');
	});

	it('says where a file is no JSON', () => {
		expect(mistakesIn('{\n"theme": "dark",\n}')?.[0]).toMatch(/^line 3: not JSON: /);
	});
});

describe('withPreference', () => {
	it('changes one value and keeps the others', () => {
		expect(JSON.parse(withPreference('{"theme":"dark","keys":{"help":["h"]}}', 'keys.deploy', ['P']))).toEqual({
			theme: 'dark',
			keys: { help: ['h'], deploy: ['P'] },
		});
		expect(JSON.parse(withPreference('{"theme":"dark"}', 'theme', undefined))).toEqual({});
	});
});
