import type { Surroundings } from '../source/cli/context.ts';
import type { PreferencesFile } from '../source/host/host.ts';

/** This operator's preferences file. */
export async function openFile(): Promise<PreferencesFile> {
	const { openPreferencesFile } = await import('../source/host/preferences-file.ts');
	return openPreferencesFile(process.env);
}

/** The words of the console, which its preferences may name. */
export async function loadWords() {
	return (await import('../hooks/console-words.ts')).consoleWords;
}

/** Both. */
export const openPreferences: Surroundings['openPreferences'] = async () => ({ file: await openFile(), words: await loadWords() });
