import { readFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { configDirectory } from './base-directory.ts';
import { errnoOf } from './errno.ts';
import { fileFailure } from './file-failure.ts';
import type { PreferencesFile } from './host.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The operator's own file: `BERTH_CONFIG`, else `berth/preferences.json` under `XDG_CONFIG_HOME` or `~/.config`. */
export function openPreferencesFile(environment: Environment, home?: string): PreferencesFile {
	const path = preferencesPath(environment, home);
	return {
		path,
		read: () => readNow(path),
		set: async (key, value) => {
			const store = await openStore(path);
			try {
				if (value === undefined) store.delete(key);
				else store.set(key, value);
			} catch (error) {
				throw fileFailure('write', path, error);
			}
		},
	};
}

function preferencesPath(environment: Environment, home: string | undefined): string {
	const { BERTH_CONFIG } = environment;
	return BERTH_CONFIG ? resolve(BERTH_CONFIG) : join(configDirectory(environment, home), 'preferences.json');
}

/** At once, and without conf: the console reads it before its first frame. */
function readNow(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		if (errnoOf(error) === 'ENOENT') return undefined;
		throw fileFailure('read', path, error);
	}
}

/** conf finds its way to nested keys, keeps what it does not know, and replaces the file in one step. */
async function openStore(path: string) {
	const { default: Conf } = await import('conf');
	const extension = extname(path);
	try {
		return new Conf<Record<string, unknown>>({
			projectName: 'berth',
			cwd: dirname(path),
			configName: basename(path, extension),
			fileExtension: extension.slice(1),
			clearInvalidConfig: false,
		});
	} catch (error) {
		throw fileFailure('read', path, error);
	}
}
