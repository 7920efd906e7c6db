import { type ConsoleWords, defaultPreferences, type Preferences } from '../../config/preferences.ts';
import type { PreferencesFile } from '../../host/host.ts';
import { type FailureFacts, failureFacts } from '../../model/failure.ts';

/** Preferences as the console opens with them. */
export interface LoadedPreferences {
	readonly preferences: Preferences;
	/** What is wrong with the file: then all are the defaults. */
	readonly problem?: FailureFacts;
}

/** The preferences for the console, which opens whatever their file is like. What checks them is loaded only for a file that is there. */
export async function loadPreferences(file: PreferencesFile, words: () => Promise<ConsoleWords>): Promise<LoadedPreferences> {
	try {
		const text = file.read();
		if (text === undefined) return { preferences: defaultPreferences };
		const { parsePreferences } = await import('../../config/parse-preferences.ts');
		return { preferences: parsePreferences(text, file.path, await words()) };
	} catch (error) {
		return { preferences: defaultPreferences, problem: failureFacts(error) };
	}
}
