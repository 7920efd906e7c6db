import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type NpmHost, npmHostText } from '../../fakes/npm-host.ts';
import { answerOf } from './ask-site.ts';
import { docker } from './docker.ts';
import { projectName } from './leftovers.ts';
import { type ServerName, serverPorts } from './server-ports.ts';
import { sandboxDirectory, type TestEngine } from './test-engine.ts';

/** Where it is. */
export interface NpmPlace {
	readonly container: string;
	/** What its container has as `/data`. */
	readonly data: string;
	/** Its port on this server. */
	readonly port: number;
}

/** By the server's name: whoever takes away what that made takes away this too. */
export function npmPlace(name: ServerName): NpmPlace {
	return {
		container: projectName(name, 'npm'),
		data: join(sandboxDirectory, 'test', `${name}.npm`, 'data'),
		port: serverPorts(name).authority,
	};
}

/**
 * A stand-in for Nginx Proxy Manager, which cannot be installed here: the test image's nginx in a container with a network of its own, its files laid
 * out and included in the order of NPM's. What NPM's program does to them at a save is done here in its place; it has no database, no API, no HTTPS.
 */
export interface NpmStandIn extends NpmPlace {
	/** Saves a host as NPM does: nothing is written while nginx would not load what is there; what it would not load is put aside. */
	save(id: number, host: NpmHost): Promise<void>;
	/** Texts of all its files, by path. */
	files(): Promise<Readonly<Record<string, string>>>;
	/** It waits until a host name is answered so. */
	answers(host: string, body: string): Promise<void>;
}

/** `port`: where it is published instead. */
export async function startNpm(name: ServerName, { engine, images }: TestEngine, port = npmPlace(name).port): Promise<NpmStandIn> {
	const { container, data } = npmPlace(name);
	const etc = join(dirname(data), 'etc');
	await rm(dirname(data), { recursive: true, force: true });
	for (const part of ['proxy_host', 'default_host', 'custom']) await mkdir(join(data, 'nginx', part), { recursive: true });
	await mkdir(join(data, 'logs'), { recursive: true });
	await mkdir(join(etc, 'conf.d', 'include'), { recursive: true });
	for (const [path, text] of Object.entries(ownFiles)) await writeFile(join(etc, path), text);
	await docker(engine, 'network', 'create', container);
	const mounts = [`${data}:/data`, `${join(etc, 'nginx.conf')}:/etc/nginx/nginx.conf:ro`, `${join(etc, 'conf.d')}:/etc/nginx/conf.d:ro`];
	const words = ['--network', container, '--publish', `127.0.0.1:${port}:80`, '--tmpfs', '/run/nginx', '--tmpfs', '/tmp/nginx'];
	await docker(
		engine,
		...['run', '--detach', '--name', container, ...words, ...mounts.flatMap((mount) => ['--volume', mount]), images.nginx],
		// As in NPM, nginx is not the container's first process.
		...['sh', '-c', 'nginx & wait'],
	);
	const npm: NpmStandIn = {
		...{ container, data, port },
		async save(id, host) {
			const path = join(data, 'nginx', 'proxy_host', `${id}.conf`);
			const test = () => docker(engine, 'exec', container, 'nginx', '-t');
			await test();
			await writeFile(path, npmHostText(host));
			await test().catch(() => rename(path, `${path}.err`));
			await docker(engine, 'exec', container, 'nginx', '-s', 'reload');
		},
		files: () => textsBelow(join(data, 'nginx')),
		async answers(host, body) {
			for (let tried = 0; tried < 100; tried += 1) {
				const answer = await answerOf(port, host, '/').catch(() => undefined);
				if (answer?.body === body) return;
				await sleep(50);
			}
			throw new Error(`${host} is not answered by ${container}`);
		},
	};
	await npm.answers('nobody.test', 'not configured');
	return npm;
}

async function textsBelow(directory: string): Promise<Readonly<Record<string, string>>> {
	const entries = await readdir(directory, { recursive: true, withFileTypes: true });
	const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
	return Object.fromEntries(await Promise.all(paths.sort().map(async (path) => [path, await readFile(path, 'utf8')] as const)));
}

const ownFiles: Readonly<Record<string, string>> = {
	'nginx.conf': `daemon off;
pid /run/nginx/nginx.pid;
user nginx;
worker_processes auto;
error_log /data/logs/fallback_error.log warn;
include /data/nginx/custom/root_top[.]conf;

events {
	include /data/nginx/custom/events[.]conf;
}

http {
	default_type application/octet-stream;
	server_tokens off;
	client_body_temp_path /tmp/nginx/body 1 2;
	keepalive_timeout 90s;
	proxy_connect_timeout 90s;
	proxy_send_timeout 90s;
	proxy_read_timeout 90s;
	gzip on;
	client_max_body_size 2000m;
	server_names_hash_bucket_size 1024;
	proxy_http_version 1.1;
	log_format proxy '$upstream_status $status $request_method $host "$request_uri" [$remote_addr] [$server]';
	access_log /data/logs/fallback_http_access.log proxy;
	resolver 127.0.0.11 valid=10s;
	map $host $forward_scheme {
		default http;
	}
	map $http_x_forwarded_proto $x_forwarded_proto {
		http http;
		https https;
		default $scheme;
	}
	set_real_ip_from 10.0.0.0/8;
	set_real_ip_from 172.16.0.0/12;
	set_real_ip_from 192.168.0.0/16;
	real_ip_header X-Real-IP;
	real_ip_recursive on;

	include /data/nginx/custom/http_top[.]conf;
	include /etc/nginx/conf.d/*.conf;
	include /data/nginx/default_host/*.conf;
	include /data/nginx/proxy_host/*.conf;
	include /data/nginx/custom/http[.]conf;
}

include /data/nginx/custom/root[.]conf;
`,
	'conf.d/default.conf':
		'server {\n\tlisten 80;\n\tset $server 127.0.0.1;\n\tset $port 80;\n\tserver_name localhost-npm;\n\tlocation / {\n\t\treturn 200 "not configured";\n\t}\n}\n',
	'conf.d/include/proxy.conf': `proxy_set_header Host $host;
proxy_set_header X-Forwarded-Proto $x_forwarded_proto;
proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
proxy_set_header X-Real-IP $remote_addr;
proxy_pass $forward_scheme://$server:$port$request_uri;
`,
	'conf.d/include/assets.conf': '',
	'conf.d/include/block-exploits.conf': '',
};
