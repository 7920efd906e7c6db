import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHost } from '../../../source/host/create-host.ts';
import { temporaryDirectory } from '../../host/temporary-directory.ts';

/** The image of the suite's own engine that runs a shell. */
export const image = process.env.BERTH_SANDBOX_APP ?? 'berth-sandbox/app:local';

/** The host on the suite's engine, which `DOCKER_HOST` names. */
export const host = createHost();

/** A compose project of its own name with this file. */
export function composeProject(services: Readonly<Record<string, object>>) {
	const file = join(temporaryDirectory(), 'compose.yml');
	writeFileSync(file, JSON.stringify({ services }));
	return { name: `host-${host.random.id()}`, file };
}

/** A service that lives until it is stopped, and stops at once. */
export function service(script = 'while :; do sleep 0.1; done') {
	return { image, entrypoint: ['sh', '-c', `trap 'exit 0' TERM; ${script}`], network_mode: 'none' };
}
