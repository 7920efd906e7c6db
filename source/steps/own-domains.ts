import { basename, join } from 'node:path';
import { Failure } from '../model/failure.ts';
import { proxyOf } from '../proxies/index.ts';
import type { ProxyAccess } from './shapes.ts';
import type { StepContext } from './step.ts';

/** A site as it is about to be written. */
interface NewSite {
	readonly proxy: ProxyAccess;
	readonly path: string;
	readonly text: string;
}

/**
 * Refuses a site for a host name that another file has: that plan may have been made at the same moment as this one. Only while
 * the proxy is this operation's alone, so that of two only one can be through.
 */
export async function requireOwnDomains({ proxy, path, text }: NewSite, { host: { files } }: StepContext): Promise<void> {
	const { hostNames, readSite } = proxyOf(proxy);
	const wanted = new Set(hostNames(text));
	const conf = join(proxy.directory, 'conf.d');
	const others = (await files.list(conf)).filter((name) => name.endsWith('.conf') && name !== basename(path));
	for (const name of others) {
		const other = join(conf, name);
		// What cannot be read is the proxy's to refuse.
		const there = (await files.readText(other).catch(() => undefined)) ?? '';
		const domain = hostNames(there).find((one) => wanted.has(one) && one !== '_');
		if (domain === undefined) continue;
		throw new Failure({
			kind: 'refused',
			what: `${domain} belongs to ${readSite(there) === undefined ? other : basename(name, '.conf')} already`,
			why: `since the plan was made, ${other} answers for it`,
			next: 'Take it out of one of them: project.yml for a project, the file itself for any other site',
		});
	}
}
