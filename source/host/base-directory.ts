import { join } from 'node:path';
import { homeDirectory, isOwn } from './own-directory.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where Berth keeps what it can make anew; `undefined` where somebody else could put code for this user to run. */
export function cacheDirectory(environment: Environment, home: string = homeDirectory(environment)): string | undefined {
	const directory = join(own(environment.XDG_CACHE_HOME) ?? join(home, '.cache'), 'berth');
	return isOwn(directory) ? directory : undefined;
}

/** Where an operator's own settings are. */
export function configDirectory(environment: Environment, home: string = homeDirectory(environment)): string {
	return join(own(environment.XDG_CONFIG_HOME) ?? join(home, '.config'), 'berth');
}

/** A relative one has no meaning (https://specifications.freedesktop.org/basedir-spec/latest/), and another user's none for this one. */
function own(directory: string | undefined): string | undefined {
	return directory && isOwn(directory) ? directory : undefined;
}
