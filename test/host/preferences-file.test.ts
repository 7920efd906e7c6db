import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPreferencesFile } from '../../source/host/preferences-file.ts';
import { temporaryDirectory } from './temporary-directory.ts';

test('lies where the operator says, else in the configuration directory', () => {
	expect(openPreferencesFile({ BERTH_CONFIG: '/etc/berth.json', XDG_CONFIG_HOME: '/x' }, '/root').path).toBe('/etc/berth.json');
	expect(openPreferencesFile({ XDG_CONFIG_HOME: '/x' }, '/root').path).toBe('/x/berth/preferences.json');
	expect(openPreferencesFile({ XDG_CONFIG_HOME: 'relative' }, '/root').path).toBe('/root/.config/berth/preferences.json');
	expect(openPreferencesFile({}, '/root').path).toBe('/root/.config/berth/preferences.json');
});

test('is made with its directory by the first change, and keeps every other value', async () => {
	const file = openPreferencesFile({}, temporaryDirectory());
	expect(file.read()).toBeUndefined();
	await file.set('theme', 'dark');
	await file.set('keys.next-pane', ['tab', 'n']);
	expect(JSON.parse(file.read() ?? '')).toEqual({ theme: 'dark', keys: { 'next-pane': ['tab', 'n'] } });
	await file.set('theme', undefined);
	expect(JSON.parse(readFileSync(file.path, 'utf8'))).toEqual({ keys: { 'next-pane': ['tab', 'n'] } });
});

test('is not written over when it is no JSON', async () => {
	const path = join(temporaryDirectory(), 'mine');
	writeFileSync(path, '{"theme": ');
	await expect(openPreferencesFile({ BERTH_CONFIG: path }).set('theme', 'dark')).rejects.toMatchObject({
		what: `Berth could not read ${path}`,
	});
	expect(readFileSync(path, 'utf8')).toBe('{"theme": ');
});

test('says what is wrong with a path that is no file', () => {
	const path = join(temporaryDirectory(), 'directory');
	mkdirSync(path);
	expect(() => openPreferencesFile({ BERTH_CONFIG: path }).read()).toThrow(expect.objectContaining({ why: 'It is a directory' }));
});
