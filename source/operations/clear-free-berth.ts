import type { BerthName } from '../model/berth.ts';
import { keptReplicas } from '../model/snapshot.ts';
import type { ClearBerth } from '../steps/clear-berth.ts';
import type { ReadyProject } from './checks.ts';

/** The step that makes room in the free berth; none where nothing is left there. */
export function clearFreeBerth(target: ReadyProject, berth: BerthName): readonly ClearBerth[] {
	const containers = target.replicas.filter((replica) => replica.berth === berth).map(({ name }) => name);
	if (containers.length === 0) return [];
	const warm = warmRelease(target);
	return [{ kind: 'clear-berth', project: target.name, berth, containers, ...(warm !== undefined && { warm }) }];
}

/** The release that a roll back would only start again, as long as the free berth keeps what it holds. */
function warmRelease(target: ReadyProject): string | undefined {
	const { releases, site } = target;
	const kept = releases.filter(({ version, hasImage }) => hasImage && version !== site?.release);
	return site && kept.find(({ version }) => keptReplicas(target, version).length > 0)?.version;
}
