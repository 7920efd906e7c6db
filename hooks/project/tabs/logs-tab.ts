import { logTab } from '../project-state.ts';
import type { Tab } from '../tab.ts';

/** The project's log, or that of one of its replicas. */
export const logsTab: Tab = { id: logTab, title: 'Logs', isLog: true, content: () => ({ rows: [] }) };
