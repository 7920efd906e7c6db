import { join } from 'node:path';
import type { ServerSettings } from '../../config/server-file.ts';
import type { ContainerDetail, NetworkInfo, WatchedHost } from '../../host/host.ts';
import type { Front, FrontHost, FrontNetwork } from '../../model/front.ts';
import { gatewayOf } from '../../model/network-addresses.ts';
import { hasProcess } from '../../proxies/at-place.ts';
import { readFrontHost, upstreamNames } from '../../proxies/npm-files.ts';

type FrontReach = Pick<WatchedHost, 'docker' | 'files' | 'network'>;

/** More hosts than anybody enters; and the longest file of one, bytes. */
const mostHosts = 2000;
const longestFile = 64 * 1024;

/** Where the operator writes what is for all hosts at once. */
const customFiles = ['http_top.conf', 'http.conf'];

/** Nginx Proxy Manager as it is now: its container, and its hosts by the files that it writes for nginx. Throws a `Failure` only if the engine does not answer. */
export async function observeFront(
	host: FrontReach,
	{ container, data }: Pick<NonNullable<ServerSettings['npm']>, 'container' | 'data'>,
): Promise<Front> {
	const directory = join(data, 'nginx', 'proxy_host');
	const [detail, networks, names, found] = await Promise.all([
		host.docker.inspect(container),
		host.docker.networks(),
		namesIn(host, directory),
		host.files.stat(directory).catch(() => undefined),
	]);
	const paths = customFiles.map((name) => join(data, 'nginx', 'custom', name));
	const [hosts, customs] = await Promise.all([
		readHosts(
			host,
			names.map((name) => join(directory, name)),
		),
		Promise.all(paths.map((path) => readShort(host, path))),
	]);
	return {
		container,
		...(detail !== undefined && { state: hasProcess(detail) ? ('runs' as const) : ('stopped' as const) }),
		isOnServer: detail?.networks?.host !== undefined,
		networks: networksOf(detail, networks),
		addresses: host.network.ownAddresses().filter((address) => !/^127\.|:/.test(address)),
		directory,
		...(found !== undefined && { owner: found.owner }),
		hosts,
		upstreams: paths.flatMap((path, index) => upstreamNames(customs[index] ?? '').map((name) => ({ name, path }))),
	};
}

/** In nginx's order. */
async function namesIn({ files }: FrontReach, directory: string): Promise<readonly string[]> {
	const kind = await files.stat(directory).catch(() => undefined);
	if (kind?.kind !== 'directory') return [];
	return (await files.list(directory, mostHosts)).filter((name) => /^\d+\.conf(\.err)?$/.test(name));
}

/** One after the other: all at once they could take more memory than there is. */
async function readHosts(host: FrontReach, paths: readonly string[]): Promise<readonly FrontHost[]> {
	const hosts: FrontHost[] = [];
	for (const path of paths) {
		const found = await readHost(host, path);
		if (found !== undefined) hosts.push(found);
	}
	return hosts;
}

async function readHost(host: FrontReach, path: string): Promise<FrontHost | undefined> {
	const text = await readShort(host, path);
	return text === undefined ? undefined : readFrontHost(path, text);
}

/** NPM writes these, which may be anybody's by now: no link is followed, and no more is read than a host needs. */
async function readShort({ files }: FrontReach, path: string): Promise<string | undefined> {
	if ((await files.stat(path).catch(() => undefined))?.kind !== 'file') return undefined;
	const bytes = await files.readBytes(path, 0, longestFile).catch(() => undefined);
	return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
}

function networksOf(detail: ContainerDetail | undefined, networks: readonly NetworkInfo[]): readonly FrontNetwork[] {
	return Object.keys(detail?.networks ?? {}).flatMap((name) => {
		const { subnets = [], gateway } = networks.find((one) => one.name === name) ?? {};
		const subnet = subnets.find((one) => !one.includes(':'));
		return subnet === undefined ? [] : [{ name, subnet, gateway: gateway ?? gatewayOf(subnet) }];
	});
}
