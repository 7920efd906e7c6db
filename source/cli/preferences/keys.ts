import { parsePreferences } from '../../config/parse-preferences.ts';
import type { KeyRow } from '../../config/preferences.ts';
import { renderTable } from '../../present/table.ts';
import type { AddCommand } from '../command.ts';

const columns = [{ title: 'keys' }, { title: 'action' }, { title: 'does' }] as const;

/** `berth keys`: every key of the console as it is in force. */
export const addKeys: AddCommand = (program, run) => {
	program
		.command('keys')
		.description('show every key of the console, yours marked with what it has by default')
		.action(
			run(async ({ context, answer }) => {
				const { file, words } = await context.openPreferences();
				const { keys } = parsePreferences(file.read(), file.path, words);
				const table = words.keyTable(keys);
				const places = [...new Set(table.map(({ place }) => place))];
				const lines = places.flatMap((place, index) => {
					const rows = table.filter((row) => row.place === place).map(cellsOf);
					return [...(index === 0 ? [] : ['']), place, ...renderTable(columns, rows, context.columns)];
				});
				answer(lines, { file: file.path, keys: table });
				return 0;
			}),
		);
};

function cellsOf({ keys, action, description, defaultKeys }: KeyRow): readonly string[] {
	return [keys.join(' '), action, defaultKeys === undefined ? description : `${description} (yours; ${defaultKeys.join(' ')} by default)`];
}
