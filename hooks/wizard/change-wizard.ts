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

/** The state once a new project is being made: its answers are kept until that has ended well, and it is selected in the fleet once it is there. */
export function beginProject(state: ConsoleState, name: string): ConsoleState {
	const begun = changeWizard(state, (wizard) => ({ ...wizard, isStarted: true }));
	return { ...begun, fleet: { ...begun.fleet, expected: name } };
}
