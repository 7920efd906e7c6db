import { join } from 'node:path';
import { logVolume } from '../config/volumes.ts';
import { aliasesIn, innerContainer } from '../model/berth.ts';
import { Failure } from '../model/failure.ts';
import type { OwnedDirectory, OwnedLink } from '../model/lost.ts';
import { proxyAddress, replicaAddress, serverProxyAddress } from '../model/network-addresses.ts';
import { proxyPort } from '../model/ports.ts';
import { imageOf } from '../model/release.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { layoutOf, projectLayout } from '../server/layout.ts';
import { networkOf } from '../server/networks.ts';
import type { Step } from '../steps/index.ts';
import type { MendDirectories } from '../steps/mend-directories.ts';
import type { MendNetwork } from '../steps/mend-network.ts';
import type { PrepareVolumes } from '../steps/prepare-volumes.ts';
import type { TagImages } from '../steps/tag-images.ts';
import { type ReadyProject, requireProxy } from './checks.ts';
import { freeSubnet } from './free-subnet.ts';
import type { SitedProject } from './lost-site.ts';
import { mendServices } from './mend-services.ts';
import { bringToNpm, requireForwarded } from './npm-proxy.ts';
import { layoutIn, networkIn } from './proxy-access.ts';
import { requireCopies, returnSites } from './return-sites.ts';

/**
 * What comes before any change of what serves: what Berth owns and somebody removed is made again, a broken site file of another
 * project is set aside, a removed one put back, and a lost one of this project written. `certified`: the change gives this project's site
 * another certificate, or none.
 */
export function putInOrder(snapshot: Snapshot, target: SitedProject, ownSite: string, certified = false): readonly Step[] {
	requireItsProxy(target);
	requireItsPort(target);
	const quarantine = requireProxy(snapshot, ownSite, certified ? target.name : undefined);
	requireForwarded(snapshot, target);
	if (target.mend === undefined) requireCopies(snapshot, target.name);
	return [
		...mendLost(snapshot, target),
		...bringToNpm(snapshot, target.name, target.across).steps,
		...(quarantine === undefined ? [] : [quarantine]),
		...returnSites(snapshot, target.name),
		...(target.mend === undefined ? [] : [target.mend]),
	];
}

/** Refuses while `project.yml` asks for another proxy than the one that has the site. */
function requireItsProxy({ name, project, proxy, site, front }: ReadyProject): void {
	const wanted = project.proxy === undefined ? 'server' : 'inner';
	const isAtFront = front !== undefined && site === front;
	if (isAtFront || (proxy === undefined) === (wanted === 'server')) return;
	throw new Failure({
		kind: 'refused',
		what: `${name} is served by ${proxy === undefined ? "the server's nginx" : 'an nginx of its own'}, and project.yml asks for ${wanted === 'inner' ? 'one of its own' : "the server's"}`,
		next: `\`berth proxy use ${wanted} ${name}\` moves it without a failed request; or correct \`proxy\` in project.yml`,
	});
}

/** Refuses while the project's own proxy listens elsewhere than `project.yml` says by now: nobody would be asked there. */
function requireItsPort({ name, project, proxy, ports }: ReadyProject): void {
	const wanted = project.proxy && (project.proxy.port ?? proxyPort(ports));
	if (proxy?.inner === undefined || wanted === undefined || wanted === proxy.httpPort) return;
	throw new Failure({
		kind: 'refused',
		what: `The nginx of ${name} listens on port ${proxy.httpPort}, and project.yml asks for ${wanted}`,
		next: `Put ${proxy.httpPort} back; or move it: \`berth proxy use server ${name}\`, write the port, \`berth proxy use inner ${name}\``,
	});
}

/** The steps that make again what was removed; none where everything is in its place. */
export function mendLost(snapshot: Snapshot, target: ReadyProject): readonly Step[] {
	return [...directoriesAndLinks(snapshot, target), ...mendNetwork(snapshot, target), ...mendServices(snapshot, target), ...tags(target)];
}

function directoriesAndLinks(snapshot: Snapshot, { name, lost, site, current }: ReadyProject): readonly MendDirectories[] {
	const files = projectLayout(layoutIn(snapshot), name);
	const all: readonly OwnedDirectory[] = [...(snapshot.proxy.lost ?? []), ...(lost?.directories ?? [])];
	const directories = [...new Map(all.map((directory) => [directory.path, directory])).values()];
	const pointer: readonly OwnedLink[] = site !== undefined && current === undefined ? [{ path: files.current, target: site.release }] : [];
	const links = [...(lost?.links ?? []), ...pointer];
	const close = lost?.open ?? [];
	if (directories.length + links.length + close.length === 0) return [];
	return [{ kind: 'mend-directories', project: name, directories, links, ...(close.length > 0 && { close }) }];
}

/**
 * With a network that was removed and made again, containers of before do not even start until they are connected to it. Compose wants
 * it also where a project is removed, and so would the way back.
 */
export function mendNetwork(snapshot: Snapshot, target: ReadyProject): readonly MendNetwork[] {
	const { name, lost, replicas, services, ports, proxy } = target;
	const { subnet } = networkIn(target) ?? {};
	const { cutOff } = proxy?.inner ?? {};
	const isLost = lost?.network !== undefined;
	const own = (port: number) => (subnet === undefined ? undefined : replicaAddress(subnet, ports, port));
	const connect = [
		...services.filter(({ cutOff }) => cutOff).map(({ name: container, service }) => ({ container, aliases: [service] })),
		...replicas
			.filter(({ cutOff }) => cutOff)
			.map(({ name: container, berth, port }) => ({ container, aliases: aliasesIn(berth), ...addressed(own(port)) })),
		...(subnet === undefined || !(isLost || cutOff)
			? []
			: [
					proxy === undefined
						? { container: snapshot.proxy.container, aliases: [], ...addressed(serverProxyAddress(subnet)) }
						: { container: innerContainer(name), aliases: ['nginx'], ...addressed(proxyAddress(subnet)) },
				]),
	];
	if (isLost) return [{ kind: 'mend-network', project: name, name: lost.network, subnet: subnet ?? freeSubnet(snapshot), connect }];
	return connect.length === 0 ? [] : [{ kind: 'mend-network', project: name, name: networkOf(name), connect }];
}

function addressed(address: string | undefined): { readonly address?: string } {
	return address === undefined ? {} : { address };
}

/** The step that makes what the app mounts, for the user of that release's image; none where it mounts nothing of its own. */
export function prepareVolumes({ root }: Snapshot, { name, project }: ReadyProject, version: string): readonly PrepareVolumes[] {
	const { directory } = projectLayout(layoutOf(root), name);
	const volumes = project.volumes.filter(({ from }) => from !== logVolume.from).map(({ from }) => join(directory, from));
	if (volumes.length === 0) return [];
	const { user } = project.security;
	return [{ kind: 'prepare-volumes', project: name, image: imageOf(name, version), ...(user !== undefined && { user }), volumes }];
}

/** The same, only where one of them is missing: for replicas of a release that has served already. */
export function mendVolumes(snapshot: Snapshot, target: ReadyProject, version: string): readonly PrepareVolumes[] {
	return (target.lost?.volumes ?? []).length === 0 ? [] : prepareVolumes(snapshot, target, version);
}

function tags({ name, releases }: ReadyProject): readonly TagImages[] {
	const images = releases.flatMap(({ untagged, image, imageId }) => (untagged && imageId !== undefined ? [{ image, imageId }] : []));
	return images.length === 0 ? [] : [{ kind: 'tag-images', project: name, images }];
}
