import type { Project } from '../model/project.ts';
import { block } from './nginx-text.ts';
import { timeText } from './units.ts';

/** What a replica is told of the client; the two variables are made in the main configuration. */
export const backendHeaders = [
	'proxy_http_version 1.1;',
	'proxy_set_header Upgrade $berth_upgrade;',
	'proxy_set_header Connection $connection_upgrade;',
	'proxy_set_header Host $host;',
	'proxy_set_header X-Real-IP $remote_addr;',
	'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
	'proxy_set_header X-Forwarded-Proto $scheme;',
	'proxy_set_header X-Request-ID $request_id;',
];

/** The locations of a site, each path once: health, WebSockets, limited paths, and the rest. */
export function siteLocations(project: Project, backend: string): readonly string[] {
	const { webSocketPaths, authPaths, limitedPaths, readTimeout } = project.site;
	const pass = `proxy_pass ${backend};`;
	const times = [...timeouts(timeText(readTimeout)), ...buffers];
	const named = [...webSocketPaths, ...authPaths, ...limitedPaths];
	const blocks = [
		block(`location = ${project.health.path}`, [pass, ...timeouts('60s')]),
		...webSocketPaths.map((path) => block(`location ${path}`, [pass, ...webSocket])),
		...authPaths.map((path) => block(`location ${path}`, [...limit('auth_limit', 5, 5), pass, ...timeouts('60s')])),
		...limitedPaths.map((path) => block(`location ${path}`, [...limit('api_limit', 20, 10), pass, ...times])),
		...(named.includes('/') ? [] : [block('location /', [pass, ...times])]),
	];
	return blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

/** A replica is on this machine: one that takes 5 s to accept a connection is dead, and another is asked. */
function timeouts(time: string): readonly string[] {
	return ['proxy_connect_timeout 5s;', `proxy_send_timeout ${time};`, `proxy_read_timeout ${time};`];
}

const buffers = ['proxy_buffer_size 16k;', 'proxy_buffers 8 16k;', 'proxy_busy_buffers_size 32k;'];

/** For connections that are silent for long: everywhere else one ends after the site's read timeout. */
const webSocket = ['proxy_connect_timeout 5s;', 'proxy_send_timeout 7d;', 'proxy_read_timeout 7d;', 'proxy_buffering off;'];

function limit(zone: 'auth_limit' | 'api_limit', burst: number, connections: number): readonly string[] {
	return [`limit_req zone=${zone} burst=${burst} nodelay;`, `limit_conn addr ${connections};`];
}
