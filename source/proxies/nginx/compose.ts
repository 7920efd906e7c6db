import { join } from 'node:path';
import { proxyAddress } from '../../model/network-addresses.ts';
import { usualCapabilities } from '../../model/rights.ts';
import { confinementKeys } from '../../render/compose-confinement.ts';
import { composeText, literal, loggingOf } from '../../render/compose-yaml.ts';
import { type Layout, projectLayout } from '../../server/layout.ts';
import type { OwnFilesOptions } from '../proxy.ts';

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
${byHand(container, layout)}`;
	return composeText(comment, { services: { nginx: { ...service({ layout, image, container }), network_mode: 'host' } } });
}

/** The compose file of the nginx that serves one project in that project's network, and is published on one port of this server. */
export function renderInnerCompose(options: {
	readonly layout: Layout;
	readonly image: string;
	readonly container: string;
	readonly httpPort: number;
	readonly own: NonNullable<OwnFilesOptions['own']>;
}): string {
	const { layout, image, container, httpPort, own } = options;
	const { network, project } = own;
	const comment = `nginx of ${project} alone, for whatever stands in front of 127.0.0.1:${httpPort}. Berth writes this file.
${byHand(container, layout)}`;
	return composeText(comment, {
		services: {
			nginx: {
				...service({ layout, image, container }, [projectLayout(layout, project).siteLogs]),
				// Nowhere else: who comes by it is believed to be of this server, and what is published goes past the firewall.
				ports: [`127.0.0.1:${httpPort}:${httpPort}`],
				networks: { project: { ipv4_address: proxyAddress(network.subnet), aliases: ['nginx'] } },
			},
		},
		networks: { project: { external: true, name: network.name } },
	});
}

function byHand(container: string, { proxyCompose }: Layout): string {
	return `By hand: docker compose -p ${container} -f ${proxyCompose} ps`;
}

function service(
	{ layout, image, container }: { readonly layout: Layout; readonly image: string; readonly container: string },
	written: readonly string[] = [],
) {
	const nginx = literal(layout.proxyDirectory);
	return {
		image,
		container_name: container,
		command: ['nginx', '-c', join(nginx, 'nginx.conf'), '-g', 'daemon off;'],
		// Not `unless-stopped`: to an engine that passes the reload signal on, nginx would be stopped from then on.
		restart: 'always',
		volumes: [`${nginx}:${nginx}:ro`, ...[layout.proxyLogs, ...written].map((path) => `${literal(path)}:${literal(path)}`)],
		// SIGQUIT lets requests end; SIGTERM would cut them.
		stop_signal: 'SIGQUIT',
		stop_grace_period: '30s',
		labels: { 'berth.role': 'proxy' },
		logging: loggingOf(5, ['berth.role']),
		...confinementKeys({ capabilities: usualCapabilities, pids: proxyPids }),
	};
}
