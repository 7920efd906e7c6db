import { changeScreens } from '../change-screen.ts';
import type { Console } from '../console.ts';
import { openScreen, topScreen } from '../console-state.ts';
import { selectedProject } from '../fleet/selected-project.ts';
import { wholeLog } from '../logs/log-state.ts';
import { startProjectScreen } from './project-state.ts';
import { findTab } from './tabs.ts';

/** Opens a project's screen on a tab; if one is in front already, only the tab changes. */
export function openProject(console: Console, tab: string, name = selectedProject(console)?.name): void {
	if (name === undefined) return;
	const top = topScreen(console.get());
	console.update((before) => {
		const state = findTab(tab).isLog ? { ...before, log: wholeLog(name, before.log) } : before;
		if (top?.kind === 'project' && top.project === name) return changeScreens(state, 'project', (screen) => ({ ...screen, tab }));
		const others = state.screens.filter(({ kind }) => kind !== 'project');
		return openScreen({ ...state, screens: others }, startProjectScreen(name, tab));
	});
	void findTab(tab).ask?.(console);
}

/** Asks again what the tab in front asks of the server. */
export function askAgain(console: Console): void {
	const top = topScreen(console.get());
	if (top?.kind === 'project') void findTab(top.tab).ask?.(console);
}
