import { join } from 'node:path';
import { usualCapabilities } from '../../model/rights.ts';
import { confinementKeys } from '../../render/compose-confinement.ts';
import { composeText, literal, loggingOf } from '../../render/compose-yaml.ts';
import type { Layout } from '../../server/layout.ts';

/** Each reload leaves a generation of workers until their last WebSocket is closed: there may be many. */
const proxyPids = 8192;

/**
 * The compose file of the nginx that serves all sites. It shares the server's network, because the apps listen on the
 * server's own 127.0.0.1, and sees only the nginx directory: no project's `.env`, no data.
 */
export function renderProxyCompose(options: {
	readonly layout: Layout;
	readonly image: string;
	readonly container: string;
	readonly httpPort: number;
	readonly httpsPort: number;
}): string {
	const { layout, image, container, httpPort, httpsPort } = options;
	const comment = `nginx in front of every project, on ports ${httpPort} and ${httpsPort} of this server. Berth writes this file.
By hand: docker compose -p ${container} -f ${layout.proxyCompose} ps`;
	const nginx = literal(layout.nginx);
	const logs = literal(layout.proxyLogs);
	return composeText(comment, {
		services: {
			nginx: {
				image,
				container_name: container,
				command: ['nginx', '-c', join(nginx, 'nginx.conf'), '-g', 'daemon off;'],
				network_mode: 'host',
				// Not `unless-stopped`: to an engine that passes the reload signal on, nginx would be stopped from then on.
				restart: 'always',
				volumes: [`${nginx}:${nginx}:ro`, `${logs}:${logs}`],
				// SIGQUIT lets requests end; SIGTERM would cut them.
				stop_signal: 'SIGQUIT',
				stop_grace_period: '30s',
				labels: { 'berth.role': 'proxy' },
				logging: loggingOf(5, ['berth.role']),
				...confinementKeys({ capabilities: usualCapabilities, pids: proxyPids }),
			},
		},
	});
}
