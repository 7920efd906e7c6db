import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadResult } from '../../../source/sandbox/load/load-settings.ts';
import { startLoad } from '../../../source/sandbox/load/start-load.ts';
import { askSite } from '../setup/ask-site.ts';
import type { TestEngine } from '../setup/test-engine.ts';
import { newTestProject } from '../setup/test-project.ts';
import { openTestServer } from '../setup/test-server.ts';

/** A replica takes so long for a request, ms, and does one at a time. */
const busy = 10;
const replicas = 2;
/** Twice what they can do in a second. */
const rate = (2 * replicas * 1_000) / busy;
/** How long each turn lasts, ms: what waits at its end is answered before the load client gives up, after 10 s. */
const turn = 8_000;
/** So that neither is always the first. */
const turns = ['plain', 'berth', 'berth', 'plain'] as const;

const plain = 'plain.test';
const names = { plain: 'plain proxy_pass', berth: 'berth' };

/** Prints how many requests fail at twice what the app can do, through Berth's site and through a plain `proxy_pass`. False if Berth's are more. */
export async function benchOverload(engine: TestEngine): Promise<boolean> {
	const server = await openTestServer('bench', engine);
	try {
		const shop = await newTestProject(server, 'shop', { replicas, lines: [] });
		await shop.release('v1', { BOOT_MS: '0', FAULT: `busy:${busy}` });
		await server.mustBerth('deploy', shop.name, 'v1', '--yes');
		await writeFile(join(server.layout.conf, 'plain.conf'), plainSite(server.httpPort, server.firstPort));
		await server.mustBerth('proxy', 'reload');
		console.log(`${replicas} replicas that do one request at a time, ${busy} ms each; ${rate} requests a second for ${turn / 1_000} s.\n`);
		const failed = { plain: 0, berth: 0 };
		const hosts = { plain, berth: shop.domain };
		for (const name of turns) {
			failed[name] += await measure(name, server.httpPort, hosts[name]);
			await untilIdle(server.httpPort, plain);
		}
		console.log(
			`\nfailed in all: plain proxy_pass ${failed.plain}, berth ${failed.berth}; load of the machine ${loadavg()[0]?.toFixed(1)}\n`,
		);
		return failed.berth <= failed.plain;
	} finally {
		await server.close();
	}
}

async function measure(name: keyof typeof names, port: number, host: string): Promise<number> {
	const load = await startLoad({ port, host, rate, webSockets: 0 });
	await sleep(turn);
	const result = await load.stop();
	console.log(`${names[name].padEnd(18)}${row(result)}`);
	return result.failed;
}

/** Until the app has done what still waited: what is answered at once by nginx alone does not count. */
async function untilIdle(port: number, host: string): Promise<void> {
	while (!(await isIdle(port, host))) await sleep(busy);
}

async function isIdle(port: number, host: string): Promise<boolean> {
	const began = performance.now();
	const isAnswered = await askSite(port, host, '/version').then(
		() => true,
		() => false,
	);
	return isAnswered && performance.now() - began <= 10 * busy;
}

function row({ sent, failed, retried, p99 }: LoadResult): string {
	return `${sent} sent, ${failed} failed, ${retried} repeated, p99 ${Math.round(p99)} ms`;
}

/** What one would write by hand in front of the same replicas. */
function plainSite(httpPort: number, firstPort: number): string {
	const servers = Array.from({ length: replicas }, (_, index) => `server 127.0.0.1:${firstPort + 1 + index};`);
	return `upstream plain_app { ${servers.join(' ')} }
server { listen ${httpPort}; server_name ${plain}; location / { proxy_pass http://plain_app; } }
`;
}
