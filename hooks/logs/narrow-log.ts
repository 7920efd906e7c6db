import type { LogState } from './log-state.ts';

/** True if a search, a filter or errors only hide or mark lines: Esc takes that away first. */
export function isNarrowed(log: LogState | undefined): boolean {
	return log !== undefined && (log.search !== '' || log.filter !== '' || log.isErrorsOnly);
}

/** The log without what was done last of it: its search, else its filter and errors only. */
export function widenLog(log: LogState): LogState {
	return log.search === '' ? { ...log, filter: '', isErrorsOnly: false } : { ...log, search: '', hit: undefined };
}
