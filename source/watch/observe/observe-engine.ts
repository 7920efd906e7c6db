import type { ContainerSummary, ImageInfo, NetworkInfo, WatchedHost } from '../../host/host.ts';
import { failureFacts } from '../../model/failure.ts';
import type { EngineState } from '../../model/snapshot.ts';

/** What the engine has, asked once for all projects; empty lists while it does not answer. */
export interface EngineReading {
	readonly state: EngineState;
	/** Containers with a project's label. */
	readonly containers: readonly ContainerSummary[];
	readonly images: readonly ImageInfo[];
	readonly networks: readonly NetworkInfo[];
}

/** Asks for everything at once; `only` limits the containers to one project. Never throws. */
export async function readEngine(docker: WatchedHost['docker'], only?: string): Promise<EngineReading> {
	try {
		const [info, containers, images, networks] = await Promise.all([
			docker.info(),
			docker.containers({ 'berth.project': only ?? true }),
			docker.images(),
			docker.networks(),
		]);
		return { state: { kind: 'up', version: info.version }, containers, images, networks };
	} catch (error) {
		const { what, why } = failureFacts(error);
		return { state: { kind: 'down', why: why ?? what }, containers: [], images: [], networks: [] };
	}
}
