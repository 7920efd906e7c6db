import { liveReplicas, type ProjectSnapshot } from '../../source/model/snapshot.ts';

/** Epoch ms since when the live release is on this server: when it was obtained, else when its first replica started. */
export function releaseSince(project: ProjectSnapshot): number | undefined {
	const release = project.releases.find(({ version }) => version === project.site?.release);
	const started = liveReplicas(project).flatMap(({ startedAt }) => startedAt ?? []);
	return release?.obtainedAt ?? (started.length > 0 ? Math.min(...started) : undefined);
}
