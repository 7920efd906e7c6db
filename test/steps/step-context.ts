import type { StepContext } from '../../source/steps/step.ts';
import type { ModelWorld } from '../fakes/model-host.ts';
import type { ModelProcess } from '../fakes/model-host-process.ts';
import { addProject, deployAll, emptyServer, type ModelProject } from '../fakes/model-host-server.ts';

/** What a step sees of a world, and what it reported. */
export interface Stage {
	readonly world: ModelWorld;
	readonly process: ModelProcess;
	readonly context: StepContext;
	readonly lines: string[];
	readonly cancel: AbortController;
}

/** A new process in a world, with the context of a step. */
export function stageIn(world: ModelWorld): Stage {
	const process = world.process();
	const lines: string[] = [];
	const cancel = new AbortController();
	const context = {
		host: process.host,
		operation: `20300101-000000-op${process.pid}`,
		signal: cancel.signal,
		report: (line: string) => void lines.push(line),
		redact: (text: string) => text,
		hide: () => undefined,
	};
	return { world, process, context, lines, cancel };
}

/** A server on which shop was deployed in these versions; `next` waits in its directory. */
export async function shopServer(history: readonly string[], more: Partial<ModelProject> = {}): Promise<Stage> {
	const world = await emptyServer();
	await addProject(world, { name: 'shop', replicas: 2, versions: [...history, 'next'], ...more });
	await deployAll(world, 'shop', history);
	return stageIn(world);
}

export const proxy = { driver: 'container', container: 'nginx-proxy', directory: '/opt/nginx', httpPort: 80, httpsPort: 443 } as const;
export const question = { path: '/health', host: 'shop.example', interval: 100, timeout: 5_000 };
