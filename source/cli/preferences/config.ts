import { nearestName } from '../../config/nearest-name.ts';
import { parsePreferences, withPreference } from '../../config/parse-preferences.ts';
import { type Preferences, preferenceNames } from '../../config/preferences.ts';
import { Failure } from '../../model/failure.ts';
import { formatDuration } from '../../model/format.ts';
import { renderTable } from '../../present/table.ts';
import type { AddCommand } from '../command.ts';
import type { Session } from '../session.ts';
import { preferenceValue } from './preference-value.ts';

const columns = [{ title: 'preference' }, { title: 'value' }, { title: 'from' }] as const;

/** `berth config`: an operator's preferences. */
export const addConfig: AddCommand = (program, run) => {
	const config = program.command('config').helpCommand(false).description('show or change your preferences for the console');
	config
		.command('list')
		.description('show every preference')
		.action(run((session) => list(session)));
	config
		.command('get')
		.description('show one preference')
		.argument('<name>', `${preferenceNames.join(', ')} or keys.<action>`)
		.action(run((session, name: string) => get(session, name)));
	config
		.command('set')
		.description('change a preference: `theme light`, `columns release,cpu`, `keys.deploy P`')
		.argument('<name>')
		.argument('<value>')
		.action(run((session, name: string, typed: string) => change(session, name, preferenceValue(name, typed))));
	config
		.command('unset')
		.description('go back to the default of a preference')
		.argument('<name>')
		.action(run((session, name: string) => change(session, name, undefined)));
	config
		.command('path')
		.description('show where the preferences are kept')
		.action(run((session) => showPath(session)));
};

async function list({ context, answer }: Session): Promise<number> {
	const { file, words } = await context.openPreferences();
	const text = file.read();
	const preferences = parsePreferences(text, file.path, words);
	const written: object = text === undefined || text.trim() === '' ? {} : JSON.parse(text);
	const rows = preferenceNames.map((name) => [name, shown(preferences, name), name in written ? 'your file' : 'default']);
	answer([`${file.path}${text === undefined ? ' (not there yet)' : ''}`, '', ...renderTable(columns, rows, context.columns)], {
		file: file.path,
		preferences: { ...preferences, columns: preferences.columns ?? null },
		written,
	});
	return 0;
}

async function get({ context, answer }: Session, name: string): Promise<number> {
	const { file, words } = await context.openPreferences();
	const preferences = parsePreferences(file.read(), file.path, words);
	const action = actionOf(name);
	if (action !== undefined) {
		const row = words.keyTable(preferences.keys).find((one) => one.action === action);
		if (row === undefined) throw new Failure({ kind: 'refused', what: `There is no action ${action}`, next: '`berth keys` lists all' });
		answer([row.keys.join(' ')], { name, value: row.keys });
		return 0;
	}
	const known = preferenceNames.find((one) => one === name);
	if (known === undefined) throw unknownName(name);
	answer([shown(preferences, known)], { name, value: preferences[known] ?? null });
	return 0;
}

async function change({ context, answer }: Session, name: string, value: unknown): Promise<number> {
	if (actionOf(name) === undefined && !preferenceNames.some((known) => known === name)) throw unknownName(name);
	const { file, words } = await context.openPreferences();
	const before = file.read();
	// What the file says already must be right, too: a mistake in it would hide behind this change.
	parsePreferences(before, file.path, words);
	try {
		parsePreferences(withPreference(before, name, value), file.path, words);
	} catch (error) {
		throw refusal(name, error);
	}
	await file.set(name, value);
	const said =
		value === undefined ? `${name} has its default again` : `${name} is ${typeof value === 'string' ? value : JSON.stringify(value)}`;
	answer([said, 'An open console takes it when it is opened next.'], { file: file.path, name, value: value ?? null });
	return 0;
}

async function showPath({ context, answer }: Session): Promise<number> {
	const { file } = await context.openPreferences();
	answer([file.path], { file: file.path });
	return 0;
}

function shown(preferences: Preferences, name: keyof Preferences): string {
	const value = preferences[name];
	if (name === 'refresh') return formatDuration(preferences.refresh);
	if (value === undefined) return 'all that fit';
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	if (name === 'columns') return preferences.columns?.join(',') ?? '';
	if (name === 'keys')
		return (
			Object.entries(preferences.keys)
				.map(([action, keys]) => `${action}: ${keys.join(' ')}`)
				.join(', ') || 'as `berth keys` says'
		);
	return String(value);
}

function actionOf(name: string): string | undefined {
	return name.startsWith('keys.') ? name.slice('keys.'.length) : undefined;
}

/** The file is right as it is; what would be wrong is the change. */
function refusal(name: string, error: unknown): unknown {
	if (!(error instanceof Failure) || error.kind !== 'config') return error;
	const why = (error.output ?? []).map((line) => line.replace(/^line \d+: /, '')).join('. ');
	return new Failure({ kind: 'refused', what: `${name} stays as it is`, why }, { cause: error });
}

function unknownName(name: string): Failure {
	const near = nearestName(name, preferenceNames);
	const next = near === undefined ? `Known are ${preferenceNames.join(', ')} and keys.<action>` : `Did you mean ${near}?`;
	return new Failure({ kind: 'refused', what: `There is no preference ${name}`, next });
}
