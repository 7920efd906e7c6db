import { createCommands } from '../../../source/host/commands.ts';
import { createDocker } from '../../../source/host/docker.ts';
import { networkOf } from '../../../source/server/networks.ts';
import type { TestProject } from './test-project.ts';
import type { TestServer } from './test-server.ts';

const count = 3;

/** Ports of the project's block that no berth, service or later project has. */
const firstFree = 60;

/**
 * How long Docker itself takes, ms, to start as many containers side by side as a change does: made before as compose makes replicas, and
 * started by the API alone. What a change adds beyond that is Berth's own.
 */
export async function engineTime(server: TestServer, project: TestProject, image: string): Promise<number> {
	const docker = createDocker(createCommands(), { host: server.engine.host, config: '' });
	const names = Array.from({ length: count }, (_, index) => `${project.name}-bare-${index + 1}`);
	try {
		for (const [index, name] of names.entries()) {
			const port = server.firstPort + firstFree + index;
			const network = ['--network', networkOf(project.name), '--publish', `127.0.0.1:${port}:8000`];
			const confined = [
				'--cap-drop',
				'ALL',
				'--security-opt',
				'no-new-privileges:true',
				'--pids-limit',
				'1024',
				'--restart',
				'unless-stopped',
			];
			await server.docker('create', '--name', name, ...network, ...confined, image);
		}
		const began = performance.now();
		await Promise.all(names.map((name) => docker.start(name)));
		return performance.now() - began;
	} finally {
		await server.docker('rm', '--force', ...names);
	}
}
