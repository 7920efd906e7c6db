import { defaultPreferences } from '../../source/config/preferences.ts';
import { FakeFiles } from './fake-files.ts';
import { FakeOperatorTerminal } from './fake-operator-terminal.ts';

/** The parts of a console that are the operator's: a made-up terminal, and every preference as it is by default. */
export function createOperatorParts() {
	return { host: { terminal: new FakeOperatorTerminal(), files: new FakeFiles() }, preferences: defaultPreferences };
}
