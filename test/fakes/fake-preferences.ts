import { withPreference } from '../../source/config/parse-preferences.ts';
import type { PreferencesFile } from '../../source/host/host.ts';

/** A preferences file in memory. */
export class FakePreferences implements PreferencesFile {
	readonly path = '/home/anna/.config/berth/preferences.json';
	text: string | undefined;

	read(): string | undefined {
		return this.text;
	}

	async set(key: string, value: unknown): Promise<void> {
		this.text = withPreference(this.text, key, value);
	}
}
