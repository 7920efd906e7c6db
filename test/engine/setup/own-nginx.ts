import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerOf } from './ask-site.ts';
import { unpackPackage } from './unpack-package.ts';

/** The distribution's nginx as a server has it of its own, with two sites of others. */
export interface OwnNginx {
	readonly program: string;
	readonly config: string;
	readonly pidFile: string;
	/** A site of others, by its file in `sites-enabled`. */
	site(name: string): string;
	/** For `server.yml`, in its block `proxy`. */
	readonly settings: readonly string[];
	stop(): Promise<void>;
}

/** Unpacks it and starts it with files of its own, laid out as the distribution does. */
export async function startOwnNginx(directory: string, port: number): Promise<OwnNginx> {
	const root = await unpackPackage('nginx');
	const program = join(root, 'usr/sbin/nginx');
	const config = join(directory, 'nginx.conf');
	const pidFile = join(directory, 'nginx.pid');
	const site = (name: string) => join(directory, 'sites-enabled', name);
	await rm(directory, { recursive: true, force: true });
	for (const name of ['sites-enabled', 'conf.d', 'log', 'temporary']) await mkdir(join(directory, name), { recursive: true });
	await writeFile(config, mainText(directory, pidFile));
	await writeFile(site('default'), siteText(`listen ${port} default_server;`, '_', 'the first'));
	await writeFile(site('old'), siteText(`listen ${port};`, 'old.test www.old.test', 'the old shop'));
	const nginx = spawn(program, ['-c', config, '-g', 'daemon off;'], { stdio: 'inherit' });
	await answers(nginx, port);
	return {
		program,
		config,
		pidFile,
		site,
		settings: ['  driver: host', `  program: ${program}`, `  config: ${config}`, `  pidFile: ${pidFile}`],
		async stop() {
			if (nginx.exitCode !== null) return;
			nginx.kill('SIGTERM');
			await once(nginx, 'exit');
		},
	};
}

async function answers(nginx: ChildProcess, port: number): Promise<void> {
	for (;;) {
		if (nginx.exitCode !== null) throw new Error(`nginx ended with ${nginx.exitCode}`);
		const answer = await answerOf(port, 'old.test', '/').catch(() => undefined);
		if (answer?.body === 'the old shop') return;
		await sleep(50);
	}
}

function siteText(listen: string, names: string, words: string): string {
	return `server {\n\t${listen}\n\tserver_name ${names};\n\tlocation / {\n\t\treturn 200 "${words}";\n\t}\n}\n`;
}

/** As Debian's, with what commonly stands in it beside. */
function mainText(directory: string, pidFile: string): string {
	const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
		(name) => `\t${name}_temp_path ${join(directory, 'temporary', name)};`,
	);
	return `user www-data;
worker_processes 2;
pid ${pidFile};
error_log ${join(directory, 'log/error.log')};

events {
	worker_connections 4096;
	# multi_accept on;
}

http {
	sendfile on;
	tcp_nopush on;
	types_hash_max_size 2048;
	default_type application/octet-stream;
${temporary.join('\n')}

	ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; # Dropping SSLv3, ref: POODLE
	ssl_prefer_server_ciphers on;

	log_format main '$remote_addr "$request" {$status}';
	access_log ${join(directory, 'log/access.log')} main;
	gzip on;
	map $http_upgrade $connection_upgrade { default upgrade; '' close; }
	limit_req_zone $binary_remote_addr zone=api_limit:10m rate=10r/s;

	auth_basic "for operators";
	auth_basic_user_file ${join(directory, 'none')};
	deny 127.0.0.0/8;
	error_page 404 502 503 /sorry.html;

	include conf.d/*.conf;
	include ${join(directory, 'sites-enabled')}/*;
}

#mail {
#	# See sample authentication script at:
#}
`;
}

/** Its main configuration. */
export function readConfig({ config }: OwnNginx): Promise<string> {
	return readFile(config, 'utf8');
}
