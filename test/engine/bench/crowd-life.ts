import { appendFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { replicaPort } from '../../../source/model/ports.ts';
import { type Layout, projectLayout } from '../../../source/server/layout.ts';
import { type CrowdProject, crowdVersion } from './crowd-files.ts';

/** Requests that every site's access log gains in a second. */
const requestsPerSecond = 4;

/** What a running app and nginx do: answer on the replicas' ports, and log requests. */
export interface CrowdLife {
	/** Answers on the ports of exactly these projects' replicas from now on. */
	answerFor(projects: readonly CrowdProject[]): Promise<void>;
	end(): void;
}

/** Begins to log requests; answers nowhere yet. The containers themselves only sleep. */
export function startCrowdLife(layout: Layout): CrowdLife {
	const servers = new Map<number, Server>();
	let alive: readonly CrowdProject[] = [];
	const timer = setInterval(() => {
		for (const { name } of alive) appendFileSync(projectLayout(layout, name).accessLog, accessLines(name));
	}, 1000);

	return {
		async answerFor(projects) {
			const ports = projects.flatMap((project) =>
				Array.from({ length: project.replicas }, (_, index) => replicaPort(project.ports, 'blue', index + 1)),
			);
			await Promise.all(ports.filter((port) => !servers.has(port)).map(async (port) => servers.set(port, await answerOn(port))));
			alive = projects;
		},
		end() {
			clearInterval(timer);
			for (const server of servers.values()) server.close();
			for (const server of servers.values()) server.closeAllConnections();
		},
	};
}

function answerOn(port: number): Promise<Server> {
	return new Promise((resolve, reject) => {
		const server = createServer((_, response) => response.end('ok'));
		server.on('error', reject).listen(port, '127.0.0.1', () => resolve(server));
	});
}

/** Lines as the sites' log format has them, all of one second. */
function accessLines(project: string): string {
	const lines = Array.from({ length: requestsPerSecond }, (_, index) => {
		const took = (0.004 * (1 + ((index * 7) % 5))).toFixed(3);
		return JSON.stringify({
			time: (Date.now() / 1000).toFixed(3),
			release: crowdVersion,
			berth: 'blue',
			status: '200',
			took,
			method: 'GET',
			host: `${project}.test`,
			uri: '/orders/1042',
			bytes: '1834',
			client: '203.0.113.7',
			upstream: '127.0.0.1:27501',
			upstream_status: '200',
			upstream_connect: '0.000',
			upstream_header: took,
			upstream_response: took,
			id: '3f9d1e5b7a2c4d6e8f0a1b2c3d4e5f60',
		});
	});
	return `${lines.join('\n')}\n`;
}
