import { expect } from 'vitest';
import { nothing } from '../../engine/setup/leftovers.ts';
import type { ServerName } from '../../engine/setup/server-ports.ts';
import type { TestEngine } from '../../engine/setup/test-engine.ts';
import { newTestProject, type TestProject } from '../../engine/setup/test-project.ts';
import { openTestServer, type TestServer } from '../../engine/setup/test-server.ts';

/** A project whose changes are disturbed while requests go through its site. */
export interface FaultLab {
	readonly server: TestServer;
	readonly project: TestProject;
	/** Makes a release that boots in half a second, and puts it live. */
	deploy(version: string): Promise<void>;
	release(version: string): Promise<void>;
	/** Ends the load: none of its requests may have failed. Then takes everything away. */
	close(): Promise<void>;
}

/** Requests a second: one in four posts, one in a hundred takes 2 s. */
const rate = 80;

/** Long enough for the slowest request, so that no drain ends before its requests. */
const lines = ['drain: 5s', 'grace: 3s', 'migrate: {command: [node, server.mjs, migrate], timeout: 10s}'];

/** Opens a server with one project, whose releases `live` are put live one after the other, and starts the load. */
export async function openFaultLab(name: ServerName, testEngine: TestEngine, live: readonly string[], replicas = 2): Promise<FaultLab> {
	const server = await openTestServer(name, testEngine);
	const project = await newTestProject(server, 'shop', { replicas, lines });
	const release = (version: string) => project.release(version, { BOOT_MS: '500' });
	const deploy = async (version: string) => {
		await release(version);
		await server.mustBerth('deploy', project.name, version, '--yes');
	};
	for (const version of live) await deploy(version);
	const load = await project.load({ rate, connections: 20, webSockets: 0, limit: 900_000 });
	return {
		server,
		project,
		deploy,
		release,
		async close() {
			const result = await load.stop();
			console.log(
				`${result.sent} sent, ${result.failed} failed, ${result.retried} repeated, slowest ${result.slowest} ms, p99 ${result.p99} ms`,
			);
			const left = await server.close();
			expect(result.failures).toEqual([]);
			expect(result.ok).toBe(result.sent);
			expect(left).toEqual(nothing);
		},
	};
}
