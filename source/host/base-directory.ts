import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where Berth keeps what it can make anew; never in `/tmp`, where anybody could put code for root to run. */
export function cacheDirectory({ XDG_CACHE_HOME }: Environment, home: string = homedir()): string {
	return join(absolute(XDG_CACHE_HOME) ?? join(home, '.cache'), 'berth');
}

/** Where an operator's own settings are. */
export function configDirectory({ XDG_CONFIG_HOME }: Environment, home: string = homedir()): string {
	return join(absolute(XDG_CONFIG_HOME) ?? join(home, '.config'), 'berth');
}

/** A relative one has no meaning (https://specifications.freedesktop.org/basedir-spec/latest/). */
function absolute(directory: string | undefined): string | undefined {
	return directory && isAbsolute(directory) ? directory : undefined;
}
