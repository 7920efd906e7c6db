import type { Binding } from './binding.ts';

/** Logs. `log-lines` counts wherever a log is seen; `logs` only where it has the screen alone: in a tab, `[ ]` are the tabs'. */
export const logsKeys = [
	{
		action: 'open-logs',
		keys: ['l'],
		scope: 'fleet',
		group: 'Look',
		description: 'logs of the project, or of the selected replica',
		hint: 'logs',
		command: 'logs',
	},
	{ action: 'open-logs', keys: ['l'], scope: 'operation', group: 'Look', description: 'logs of the project', hint: 'logs' },

	{ action: 'log-search', keys: ['/'], scope: 'log-lines', group: 'Look', description: 'search: marks every hit', hint: 'search' },
	{ action: 'log-next-hit', keys: ['n'], scope: 'log-lines', group: 'Look', description: 'next hit', hint: 'next' },
	{ action: 'log-previous-hit', keys: ['N'], scope: 'log-lines', group: 'Look', description: 'previous hit' },
	{ action: 'log-errors', keys: ['!'], scope: 'log-lines', group: 'Look', description: 'errors only, or all lines again', hint: 'errors' },
	{
		action: 'log-follow',
		keys: ['f'],
		scope: 'log-lines',
		group: 'Look',
		description: 'pause, or follow the newest lines again',
		hint: 'follow',
	},
	{
		action: 'log-source',
		keys: ['v'],
		scope: 'log-lines',
		group: 'Look',
		description: 'the next log: app, access, error, files',
		hint: 'log',
	},
	{
		action: 'log-filter',
		keys: ['&'],
		scope: 'log-lines',
		group: 'Look',
		description: 'only lines with a text; ! before it: only those without',
		hint: 'filter',
	},
	{
		action: 'log-window',
		keys: ['0', '1', '2', '3', '4', '5', '6'],
		scope: 'log-lines',
		group: 'Look',
		description: '0 last, 1 first lines, 2–6 last 1, 5, 15, 30, 60 min',
		hint: 'window',
	},
	{ action: 'log-wrap', keys: ['w'], scope: 'log-lines', group: 'Look', description: 'wrap long lines', hint: 'wrap' },
	{ action: 'log-times', keys: ['t'], scope: 'log-lines', group: 'Look', description: 'the time of each line (UTC)', hint: 'times' },
	{
		action: 'log-save',
		keys: ['ctrl-s'],
		scope: 'log-lines',
		group: 'Look',
		description: "save the shown lines under the project's logs",
		hint: 'save',
	},
	{ action: 'log-right', keys: ['>'], scope: 'log-lines', group: 'Move', description: 'more of the right of long lines' },
	{ action: 'log-left', keys: ['<'], scope: 'log-lines', group: 'Move', description: 'back to the left' },

	{ action: 'log-source', keys: [']', 'tab'], scope: 'logs', group: 'Move', description: 'the next log' },
	{ action: 'log-previous-source', keys: ['[', 'shift-tab'], scope: 'logs', group: 'Move', description: 'the previous log' },
	{ action: 'log-right', keys: ['right'], scope: 'logs', group: 'Move', description: 'more of the right of long lines' },
	{ action: 'log-left', keys: ['left'], scope: 'logs', group: 'Move', description: 'back to the left' },
] as const satisfies readonly Binding[];
