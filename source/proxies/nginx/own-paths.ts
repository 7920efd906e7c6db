import { join } from 'node:path';
import type { Layout } from '../../server/layout.ts';

/** TLS settings of every site, where what is for all servers at once is somebody else's: it is no part of `conf.d`. */
export function sslDefaultsPath({ proxyDirectory }: Layout): string {
	return join(proxyDirectory, 'ssl-defaults.conf');
}

/** What each site includes where the rest of the configuration is not Berth's. */
export function siteDefaultsPath({ proxyDirectory }: Layout): string {
	return join(proxyDirectory, 'site-defaults.conf');
}

/** What nginx on the server itself includes: everything of Berth's. */
export function berthConfPath({ proxyDirectory }: Layout): string {
	return join(proxyDirectory, 'berth.conf');
}

/** Whom Berth's own part answers for beside sites of others. */
export const strangersName = 'strangers.berth.invalid';
