import type { ConsoleState } from '../console-state.ts';
import type { WizardScreen } from './wizard-screen.ts';

/** The guide to a new project, also while its plan covers it. */
export function findWizard(state: ConsoleState): WizardScreen | undefined {
	return state.screens.find((screen) => screen.kind === 'wizard');
}

/** The state with another guide in the place of the open one; the same state if there is none. */
export function changeWizard(state: ConsoleState, change: (screen: WizardScreen) => WizardScreen): ConsoleState {
	const wizard = findWizard(state);
	const changed = wizard && change(wizard);
	if (wizard === undefined || changed === undefined || changed === wizard) return state;
	return { ...state, screens: state.screens.map((screen) => (screen === wizard ? changed : screen)) };
}
