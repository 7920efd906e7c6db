import type { Project } from '../../model/project.ts';
import { timeText } from '../../render/units.ts';
import { block } from './text.ts';

/** The locations of a site, each path once: health, WebSockets, limited paths, and the rest. Of several that match, the longest counts. `isAcross`: replicas are reached across a network. */
export function siteLocations(project: Project, backend: string, isAcross: boolean): readonly string[] {
	const { webSocketPaths, authPaths, limitedPaths, readTimeout } = project.site;
	const pass = `proxy_pass ${backend};`;
	const timeouts = (time: string) => timeoutsOf(time, isAcross);
	const times = timeouts(timeText(readTimeout));
	const named = [
		...webSocketPaths.map((path) => ({ path, lines: [pass, ...timeouts(silent)] })),
		...authPaths.map((path) => ({ path, lines: [...limit('berth_auth', 5, 5), pass, ...timeouts('60s')] })),
		...limitedPaths.map((path) => ({ path, lines: [...limit('berth_api', 20, 10), pass, ...times] })),
	].sort((left, right) => right.path.length - left.path.length);
	const blocks = [
		block(`location = ${project.health.path}`, [pass, ...timeouts('60s')]),
		...named.map(({ path, lines }) => block(`location ${asAppsRead(path)}`, lines)),
		...(named.some(({ path }) => path === '/') ? [] : [block('location /', [pass, ...times])]),
	];
	return blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

/**
 * Many apps take `/API/Login` for `/api/login`, `/api` for `/api/`, and `/api;v=1/login` too: a limit that did not would be no limit. nginx
 * decodes `%61` and merges `//` before it compares.
 */
function asAppsRead(path: string): string {
	if (path === '/') return path;
	const names = path.split('/').filter(Boolean);
	const pattern = names.map((name) => name.replace(/[.+]/g, String.raw`\$&`)).join(between);
	return `~* "^/${between.slice(0, -1)}*${pattern}${path.endsWith('/') ? '(?:[/;]|$)' : ''}"`;
}

/** What may stand between two names of a path, where some apps see one `/`: parameters of the name before, as in `/api;v=1/login`. */
const between = '(?:/|;[^/;]*)+';

/**
 * What some apps read as another path than nginx does, and no client writes: a backslash for `/`, and `..;` for `..`. Only where a path is limited,
 * which it would get past.
 */
export function pathTricks({ site }: Project): readonly string[] {
	if (site.authPaths.length === 0 && site.limitedPaths.length === 0) return [];
	return [
		'# Some apps take a backslash for `/`, and `..;` for `..`: so a limited path could be had by another name.',
		String.raw`if ($request_uri ~ "^[^?]*\x5C") { return 400; }`,
		String.raw`if ($uri ~ "/\.\.?;") { return 400; }`,
		'',
	];
}

/**
 * A replica on a port of this machine that is dead refuses at once; one that is late to accept a connection is busy, and waiting costs less
 * than asking anew. `isAcross` a network a dead one says nothing: that is told from a connection that was lost once, which is tried again after 1 s.
 */
function timeoutsOf(time: string, isAcross: boolean): readonly string[] {
	return [`proxy_connect_timeout ${isAcross ? '2s' : '60s'};`, `proxy_send_timeout ${time};`, `proxy_read_timeout ${time};`];
}

/** For connections that are silent for long: everywhere else one ends after the site's read timeout. */
const silent = '7d';

function limit(zone: 'berth_auth' | 'berth_api', burst: number, connections: number): readonly string[] {
	return [`limit_req zone=${zone} burst=${burst} nodelay;`, `limit_conn berth_client ${connections};`];
}
