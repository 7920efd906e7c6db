import type { Project } from '../model/project.ts';
import { block } from './nginx-text.ts';
import { timeText } from './units.ts';

/** The locations of a site, each path once: health, WebSockets, limited paths, and the rest. Of several that match, the longest counts. */
export function siteLocations(project: Project, backend: string): readonly string[] {
	const { webSocketPaths, authPaths, limitedPaths, readTimeout } = project.site;
	const pass = `proxy_pass ${backend};`;
	const times = timeouts(timeText(readTimeout));
	const named = [
		...webSocketPaths.map((path) => ({ path, lines: [pass, ...silent] })),
		...authPaths.map((path) => ({ path, lines: [...limit('auth_limit', 5, 5), pass, ...timeouts('60s')] })),
		...limitedPaths.map((path) => ({ path, lines: [...limit('api_limit', 20, 10), pass, ...times] })),
	].sort((left, right) => right.path.length - left.path.length);
	const blocks = [
		block(`location = ${project.health.path}`, [pass, ...timeouts('60s')]),
		...named.map(({ path, lines }) => block(`location ${asAppsRead(path)}`, lines)),
		...(named.some(({ path }) => path === '/') ? [] : [block('location /', [pass, ...times])]),
	];
	return blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

/**
 * Many apps take `/API/Login` for `/api/login`, and `/api` for `/api/`: a limit that did not would be no limit. nginx decodes
 * `%61` and merges `//` before it compares.
 */
function asAppsRead(path: string): string {
	const [, start = '', end = ''] = /^(.*?)(\/?)$/.exec(path) ?? [];
	const pattern = start.replace(/[.+]/g, String.raw`\$&`);
	return path === '/' ? path : `~* ^${pattern}${end === '' ? '' : '(?:/|$)'}`;
}

/** A replica on this machine that is dead refuses at once; one that is late to accept a connection is busy, and waiting costs less than asking anew. */
function timeouts(time: string): readonly string[] {
	return ['proxy_connect_timeout 60s;', `proxy_send_timeout ${time};`, `proxy_read_timeout ${time};`];
}

/** For connections that are silent for long: everywhere else one ends after the site's read timeout. */
const silent = timeouts('7d');

function limit(zone: 'auth_limit' | 'api_limit', burst: number, connections: number): readonly string[] {
	return [`limit_req zone=${zone} burst=${burst} nodelay;`, `limit_conn addr ${connections};`];
}
