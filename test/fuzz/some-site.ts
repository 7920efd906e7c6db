import fc from 'fast-check';
import { parseProject } from '../../source/config/project-file.ts';
import { nginx } from '../../source/proxies/nginx/index.ts';
import type { OwnFile, ProxyAccess, SiteOptions } from '../../source/proxies/proxy.ts';
import { type Layout, projectLayout } from '../../source/server/layout.ts';
import { type Directive, readNginx } from './nginx-tree.ts';

/** A site, and whom its server trusts to stand before it. */
export interface SomeSite {
	readonly options: Omit<SiteOptions, 'driver'>;
	readonly trustedProxies: readonly string[];
}

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
const domain = fc.tuple(label, label).map((labels) => `${labels.join('.')}.example`);
const path = fc.oneof(fc.constant('/'), fc.stringMatching(/^(\/[\w~+,=:@-][\w.~+,=:@-]{0,8}){1,3}\/?$/));
/** Each is once among those of a site, however some apps would write it. */
const asAppsRead = (path: string) => path.toLowerCase().replace(/\/$/, '');
const places = fc.uniqueArray(fc.record({ path, kind: fc.constantFrom('webSockets', 'auth', 'limited') }), {
	maxLength: 6,
	selector: (place) => asAppsRead(place.path),
});

const site = fc.record({
	places,
	bodyLimit: fc.constantFrom('1k', '100m', '3g'),
	readTimeout: fc.constantFrom('1s', '90s', '2h'),
	hsts: fc.constantFrom({}, { includeSubDomains: true }, { includeSubDomains: true, preload: true }),
});

const project = fc.record({
	name: fc.stringMatching(/^[a-z][a-z0-9]{1,10}(-[a-z0-9]{1,8})?$/),
	domains: fc.uniqueArray(domain, { minLength: 1, maxLength: 4 }),
	health: fc.record({ path }),
	site: site.map(({ places, ...rest }) => {
		const of = (kind: string) => places.filter((place) => place.kind === kind).map((place) => place.path);
		return { webSockets: of('webSockets'), auth: of('auth'), limited: of('limited'), ...rest };
	}),
});

const server = fc.record({
	release: fc.constantFrom('v1', '2026.11.30-1', 'main_a1b2c3'),
	berth: fc.constantFrom('blue', 'green'),
	replicas: fc.integer({ min: 1, max: 16 }),
	isClosed: fc.boolean(),
	secured: fc.constantFrom(undefined, { isRenewed: false }, { isRenewed: true }, { isRenewed: true, ocsp: 'http://ocsp.example' }),
	httpsPort: fc.constantFrom(443, 8443),
	ipv6: fc.boolean(),
	trustedProxies: fc.constantFrom([], ['10.0.0.7'], ['192.168.0.0/24', '2001:db8::/32'], ['cloudflare']),
});

/** Projects with whatever a site is made of. `certificate`: the directory of the one that secured sites have. */
export function someSite(layout: Layout, version: fc.Arbitrary<string>, certificate: string): fc.Arbitrary<SomeSite> {
	return fc.record({ project, server, version }).map(({ project: { name, ...settings }, server: chosen, version }) => {
		const { replicas, isClosed, secured, trustedProxies, ...rest } = chosen;
		const text = JSON.stringify({ name, build: true, port: 8000, ...settings });
		const options = {
			...rest,
			version,
			layout,
			project: parseProject(text, projectLayout(layout, name).file),
			ports: Array.from({ length: replicas }, (_, index) => 8101 + index),
			httpPort: 80,
			...(isClosed && { closed: true as const }),
			...(secured !== undefined && { certificate: { path: certificate, ...secured } }),
		};
		return { options, trustedProxies };
	});
}

/** What somebody else's nginx.conf is like, where nginx runs on the server itself. */
const ofOthers = 'events { worker_connections 4096; }\nhttp {\n\tserver_tokens off;\n}\n';

/** Every file that nginx reads with this site, run in this way; the first is its main configuration. */
export function filesOf({ options, trustedProxies }: SomeSite, driver: 'container' | 'host'): readonly OwnFile[] {
	const { layout, version, httpPort, httpsPort, ipv6 = false, project } = options;
	const main = `${layout.proxyDirectory}/nginx.conf`;
	const at = { directory: layout.proxyDirectory, httpPort, httpsPort };
	const access: ProxyAccess =
		driver === 'host'
			? { ...at, driver, program: 'nginx', config: main, pidFile: '/run/nginx.pid' }
			: { ...at, driver, container: 'nginx-proxy' };
	const own = { layout, version, ipv6, trustedProxies, image: 'nginx:1.29', files: { [main]: ofOthers } };
	const files = nginx.ownFiles(access, own).filter((file) => file.path.endsWith('.conf'));
	const site = { path: projectLayout(layout, project.name).site, text: nginx.renderSite({ ...options, driver }).text };
	return [...files.filter((file) => file.path === main), ...files.filter((file) => file.path !== main), site];
}

/** By their texts: most files of nginx are the same for many sites. */
const treesRead = new Map<string, readonly Directive[]>();

function treeOf(text: string): readonly Directive[] {
	const tree = treesRead.get(text) ?? readNginx(text);
	treesRead.set(text, tree);
	return tree;
}

/** The configuration that they are together, with what is included in its place. */
export function wholeOf([main, ...others]: readonly OwnFile[]): readonly Directive[] {
	const trees = new Map(others.map((file) => [file.path, treeOf(file.text)]));
	const included = (pattern: string) => {
		const names = new RegExp(`^${pattern.replaceAll('.', '\\.').replace('*', '[^/]*')}$`);
		return [...trees].flatMap(([path, tree]) => (names.test(path) ? tree : []));
	};
	const expand = (directives: readonly Directive[]): readonly Directive[] =>
		directives.flatMap(({ words, body }) => {
			if (words[0] === 'include') return expand(included(words[1] ?? ''));
			return [{ words, ...(body !== undefined && { body: expand(body) }) }];
		});
	return expand(treeOf(main?.text ?? ''));
}
