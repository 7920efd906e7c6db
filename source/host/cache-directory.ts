import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Where Berth keeps what it can make anew; never in `/tmp`, where anybody could put code for root to run. */
export function cacheDirectory({ XDG_CACHE_HOME }: { readonly XDG_CACHE_HOME?: string | undefined }, home: string = homedir()): string {
	// A relative one has no meaning (https://specifications.freedesktop.org/basedir-spec/latest/).
	return join(XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(home, '.cache'), 'berth');
}
