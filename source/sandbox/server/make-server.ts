import { parseServer } from '../../config/server-file.ts';
import { layoutOf } from '../../server/layout.ts';
import type { SandboxEngine } from '../engine.ts';
import type { SandboxImages } from '../images.ts';
import type { SandboxSession } from '../program/session.ts';
import { mustBerth, type ServerStatus } from './berth-program.ts';
import { proxyContainer } from './containers.ts';

/** Ports of the sandbox's proxy: unprivileged, so that nothing else is in the way. */
const firstPorts = { http: 8080, https: 8443 };

/** Writes the server's settings unless they are there. Gives the port of its sites. */
export async function ensureServer(session: SandboxSession, engine: SandboxEngine, images: SandboxImages): Promise<number> {
	const { files, network, place } = session;
	const layout = layoutOf(place.root);
	const found = await files.readText(layout.serverFile);
	if (found !== undefined) return parseServer(found, layout.serverFile).proxy.http;
	const listening = new Set((await network.listening()).map(({ port }) => port));
	const http = nextFree(firstPorts.http, listening);
	const https = nextFree(firstPorts.https, listening);
	for (const directory of [layout.deploy, layout.projects]) await files.makeDirectory(directory);
	await files.writeText(layout.serverFile, renderSettings(engine, images, { http, https }));
	return http;
}

/** Starts the proxy unless it runs. */
export async function ensureProxy(session: SandboxSession, status: ServerStatus): Promise<void> {
	if (!status.proxy.running) await mustBerth(session, 'proxy', 'start', '--yes', '--wait', '60s');
}

/** `deploy/server.yml` of the sandbox. */
export function renderSettings(
	engine: SandboxEngine,
	images: Pick<SandboxImages, 'nginx'>,
	ports: { readonly http: number; readonly https: number },
): string {
	return [
		'engine:',
		`  host: ${engine.host}`,
		...(engine.config === undefined ? [] : [`  config: ${engine.config}`]),
		'proxy:',
		`  container: ${proxyContainer}`,
		`  image: ${images.nginx}`,
		`  http: ${ports.http}`,
		`  https: ${ports.https}`,
		'',
	].join('\n');
}

/** The first port from `first` on that nothing listens on. */
export function nextFree(first: number, listening: ReadonlySet<number>): number {
	let port = first;
	while (listening.has(port)) port += 1;
	return port;
}
