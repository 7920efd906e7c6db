import { useMemo } from 'react';
import type { ScreenSize } from '../console.ts';
import { type ConsoleState, topScreen } from '../console-state.ts';
import type { Line } from '../line.ts';
import { useConsoleState, useServerView } from '../use-console.ts';
import { findAll, wizardLines } from './wizard-lines.ts';
import type { WizardScreen } from './wizard-screen.ts';

/** The guide to a new project in lines, as high as the body. */
export function useWizardScreen(body: ScreenSize): readonly Line[] {
	const { snapshot } = useServerView();
	const screen = useConsoleState(wizardOf);
	const findings = useMemo(
		() => screen && findAll(screen, { lookups: screen.lookups, ...(snapshot !== undefined && { snapshot }) }),
		[screen, snapshot],
	);
	return screen === undefined || findings === undefined ? [] : wizardLines(screen, findings, body);
}

function wizardOf(state: ConsoleState): WizardScreen | undefined {
	const top = topScreen(state);
	return top?.kind === 'wizard' ? top : undefined;
}
