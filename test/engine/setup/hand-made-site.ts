import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCommands } from '../../../source/host/commands.ts';
import { systemFiles } from '../../../source/host/files.ts';
import { buildSampleImage } from '../../../source/sandbox/release.ts';
import { docker } from './docker.ts';
import { sandboxDirectory, type TestEngine } from './test-engine.ts';

/** nginx in front of two replicas of the sample app, made without Berth: to try the load client on. */
export interface HandMadeSite {
	readonly port: number;
	readonly replicas: readonly string[];
	readonly nginx: string;
	close(): Promise<void>;
}

const image = 'berth-test/honest:v1';
const nginx = 'berth-test-honest-nginx';
const replicas = ['berth-test-honest-1', 'berth-test-honest-2'];
const firstPort = 18_900;

/** Nothing is tried a second time by this nginx: what fails behind it, the client sees. */
const configuration = `worker_processes 2;
events {}
http {
	map $http_upgrade $connection_upgrade { default upgrade; "" ""; }
	upstream app { server 127.0.0.1:${firstPort + 1}; server 127.0.0.1:${firstPort + 2}; keepalive 16; keepalive_timeout 4s; }
	server {
		listen ${firstPort};
		location / {
			proxy_pass http://app;
			proxy_http_version 1.1;
			proxy_set_header Connection $connection_upgrade;
			proxy_set_header Upgrade $http_upgrade;
			proxy_next_upstream off;
		}
	}
}
`;

export async function openHandMadeSite({ engine, images }: TestEngine): Promise<HandMadeSite> {
	const directory = join(sandboxDirectory, 'test', 'honest');
	const release = { files: systemFiles, commands: createCommands(), engine, directory, version: 'v1', base: images.app, tag: image };
	const remove = async () => {
		await docker(engine, 'rm', '--force', nginx, ...replicas).catch(() => undefined);
		await docker(engine, 'rmi', image).catch(() => undefined);
		await rm(directory, { recursive: true, force: true });
	};
	await remove();
	await mkdir(directory, { recursive: true });
	await buildSampleImage({ ...release, environment: {} });
	for (const [index, name] of replicas.entries()) {
		await docker(engine, 'run', '--detach', '--name', name, '--publish', `127.0.0.1:${firstPort + 1 + index}:8000`, image);
	}
	await writeFile(join(directory, 'nginx.conf'), configuration);
	const words = ['--network', 'host', '--volume', `${directory}:${directory}:ro`, images.nginx];
	await docker(engine, 'run', '--detach', '--name', nginx, ...words, 'nginx', '-c', join(directory, 'nginx.conf'), '-g', 'daemon off;');
	return { port: firstPort, replicas, nginx, close: remove };
}
