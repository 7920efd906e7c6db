import { createHash } from 'node:crypto';
import { portOfReplica, replicaAddress } from '../../model/network-addresses.ts';
import type { Project } from '../../model/project.ts';
import type { ProjectNetwork } from '../../model/project-network.ts';
import type { RenderedSite, SiteOptions, SiteReading } from '../proxy.ts';
import { placeholder, type SetSite, siteServers, upstreamName } from './site-servers.ts';
import { block, statementsOf } from './text.ts';

/**
 * The nginx site of a project. `generation` is different for every different text; the site answers it at `/.berth` to
 * this machine only, so that a reload can be seen to have happened.
 */
export function renderSite(options: SetSite): RenderedSite {
	const ways = options.closed === true ? [] : [...upstream(options), ''];
	const draft = `${[...header(options), '', ...ways, ...siteServers(options)].join('\n')}\n`;
	const generation = generationOf(draft);
	return { text: draft.replaceAll(placeholder, generation), generation };
}

function generationOf(draft: string): string {
	return createHash('sha256').update(draft).digest('hex').slice(0, 12);
}

function header({ project, release, berth, ports, closed }: SiteOptions): readonly string[] {
	return [
		`# Site of ${project.name}. Berth writes this file anew with each change of traffic; settings come from project.yml.`,
		`# project: ${project.name}`,
		`# release: ${release}`,
		`# berth: ${berth}`,
		`# generation: ${placeholder}`,
		...(closed === true
			? [`# closed: it answers 503 itself; \`berth start ${project.name}\` opens it again to ports ${ports.join(' ')}`]
			: []),
	];
}

function upstream(options: SetSite): readonly string[] {
	const { project, ports, network, front } = options;
	const head = `upstream ${upstreamName(options)}`;
	if (front !== undefined) return block(head, passedTo(front));
	const servers = ports.map((port) => serverOf(port, project, network));
	return block(head, [
		'least_conn;',
		'# A dead replica is passed over for 2 s at a time. It takes ten failures: an overloaded app closes some connections, too.',
		...servers.map((server) => `server ${server} max_fails=10 fail_timeout=2s;`),
		'# When all are passed over, all are asked: none of these is ever, so that slowness is no outage.',
		...servers.map((server) => `server ${server} max_fails=0 backup;`),
		'keepalive 32;',
		'# An app closes an idle connection after some time (gunicorn 2 s, uvicorn and Node 5 s), and a POST sent into that is lost. A',
		'# busy app is late to read what came in time, so this ends long before.',
		'keepalive_timeout 1s;',
	]);
}

function passedTo(own: string): readonly string[] {
	return [
		'# One connection a request: an nginx that loads its files anew closes those that are idle, and a POST sent into that is lost.',
		`server ${own} max_fails=0;`,
	];
}

/** Where nginx reaches a replica. An address in the project's network is the replica's for good: a name would go stale while nginx runs. */
function serverOf(port: number, project: Project, network: ProjectNetwork | undefined): string {
	if (network === undefined) return `127.0.0.1:${port}`;
	return `${replicaAddress(network.subnet, network.ports, port)}:${project.port}`;
}

/** Reads what `renderSite` wrote, also after small changes by hand; `undefined` for a site that is not Berth's. */
export function parseSite(text: string): SiteReading | undefined {
	const answer = /^[ \t]*return 200 "(\S+) (blue|green) ([0-9a-f]{12})\\n";/m.exec(text);
	const release = answer?.[1] ?? headerField(text, 'release');
	const berth = answer?.[2] ?? headerField(text, 'berth');
	const generation = answer?.[3] ?? headerField(text, 'generation');
	if (release === undefined || generation === undefined || (berth !== 'blue' && berth !== 'green')) return undefined;
	const closed = closedPorts(text);
	const traffic = closed === undefined ? { ports: upstreamPorts(text) } : { ports: closed, closed: true as const };
	const isEdited = generationOf(text.replaceAll(generation, placeholder)) !== generation;
	return {
		release,
		berth,
		...traffic,
		generation,
		domains: serverNames(text),
		tls: hasCertificate(text),
		...subnetIn(text),
		...(isEdited && { edited: true }),
	};
}

/** The same site, which asks none of the replicas on these ports for a while; `undefined` for a site that is not Berth's. */
export function withoutReplicas(text: string, ports: readonly number[]): RenderedSite | undefined {
	const draft = draftOf(text)?.replace(upstreamServer, (line, server: string, address: string, port: string) =>
		ports.includes(replicaPortOf(text, address, port) ?? 0) ? `${server} down;` : line,
	);
	if (draft === undefined) return undefined;
	const generation = generationOf(draft);
	return { text: draft.replaceAll(placeholder, generation), generation };
}

/** The same site with its certificate from another directory; `undefined` for one that does not name `from`. */
export function withCertificate(text: string, from: string, to: string): RenderedSite | undefined {
	const before = draftOf(text);
	const draft = before?.replaceAll(`${from}/`, `${to}/`);
	if (draft === undefined || draft === before) return undefined;
	const generation = generationOf(draft);
	return { text: draft.replaceAll(placeholder, generation), generation };
}

/** True for two texts of one site that differ at most in which replicas it asks none of for a while. */
export function isSameSite(one: string, other: string): boolean {
	const withAll = (text: string) => draftOf(text)?.replace(upstreamServer, (_, server: string) => `${server.replace(/ down$/, '')};`);
	return one === other || (withAll(one) !== undefined && withAll(one) === withAll(other));
}

const upstreamServer = /^([ \t]*server[ \t]+([\w.]+):(\d+)\b[^;\n]*);/gm;

/** The network whose addresses a site sends requests to. */
function subnetIn(text: string): { readonly subnet?: string } {
	if (!/^[ \t]*set \$berth_ports /m.test(text)) return {};
	const [, network] = /^[ \t]*server[ \t]+(\d+\.\d+\.\d+)\.\d+:\d+\b/m.exec(text) ?? [];
	return network === undefined ? {} : { subnet: `${network}.0/24` };
}

/** The port on this server of the replica that an upstream names: by it, or by its address in the project's network. */
function replicaPortOf(text: string, address: string, port: string): number | undefined {
	if (address === '127.0.0.1' || address === 'localhost') return Number(port);
	const [, blue, green] = /^[ \t]*set \$berth_ports (\d+):(\d+);/m.exec(text) ?? [];
	return blue === undefined ? undefined : portOfReplica({ blue: Number(blue), green: Number(green) }, address);
}

function draftOf(text: string): string | undefined {
	const generation = parseSite(text)?.generation;
	return generation === undefined ? undefined : text.replaceAll(generation, placeholder);
}

/** True if an nginx file names a certificate. */
export function hasCertificate(text: string): boolean {
	return text.includes('ssl_certificate');
}

/** Host names that an nginx file answers for, whoever wrote it. `.example.com` counts as `example.com`. */
export function serverNames(text: string): readonly string[] {
	const found = statementsOf(text).map((statement) => /^server_name\s([\s\S]*)$/.exec(statement)?.[1]?.trim().split(/\s+/) ?? []);
	return [
		...new Set(
			found.flat().map((name) =>
				name
					.replace(/^["']|["']$/g, '')
					.replace(/^\./, '')
					.toLowerCase(),
			),
		),
	];
}

function headerField(text: string, name: string): string | undefined {
	return new RegExp(`^#[ \\t]*${name}:[ \\t]*(\\S+)[ \\t]*$`, 'm').exec(text)?.[1];
}

/** What a closed site opens to; `undefined` for one that passes anything on, whatever its header says. */
function closedPorts(text: string): readonly number[] | undefined {
	if (/^[ \t]*(?:upstream|proxy_pass)\s/m.test(text)) return undefined;
	const ports = /^# closed: .* to ports ([\d ]*)$/m.exec(text)?.[1] ?? '';
	return ports.split(' ').filter(Boolean).map(Number);
}

function upstreamPorts(text: string): readonly number[] {
	const body = /^[ \t]*upstream[ \t]+\S+[ \t]*\{([^}]*)\}/m.exec(text)?.[1] ?? '';
	const lines = body.split('\n').map((line) => line.replace(/#.*$/, ''));
	return lines.flatMap((line) => {
		const [, address = '', port = ''] = /^\s*server\s+([\w.]+):(\d+)\b(?!.*\b(?:down|backup)\b)/.exec(line) ?? [];
		return replicaPortOf(text, address, port) ?? [];
	});
}
