import type { ConsoleWords } from '../source/config/preferences.ts';
import { keySections } from './dialogs/help-lines.ts';
import { columnNames } from './fleet/fleet-columns.ts';
import { sortColumns } from './fleet/fleet-state.ts';
import { remapBindings, remapMistakes } from './keymap/remap.ts';
import { defaultKeymap } from './keymap.ts';

/** The words of this console that preferences may name. */
export const consoleWords: ConsoleWords = {
	columns: columnNames,
	sorts: sortColumns,
	keyMistakes: (keys) => remapMistakes(defaultKeymap, keys),
	keyTable: (remaps) =>
		keySections(remapBindings(defaultKeymap, remaps)).flatMap(({ title, bindings }) =>
			bindings.map(({ action, keys, defaultKeys, description }) => ({
				place: title,
				action,
				keys,
				...(defaultKeys !== undefined && { defaultKeys }),
				description,
			})),
		),
};
