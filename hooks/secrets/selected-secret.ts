import { findProject } from '../../source/model/snapshot.ts';
import { listSecrets, type SecretName } from '../../source/operations/list-secrets.ts';
import type { Console } from '../console.ts';
import { topScreen } from '../console-state.ts';

/** The name under the cursor, if the names of a project's `.env` are in front. */
export function selectedSecret(console: Console): (SecretName & { readonly project: string }) | undefined {
	const top = topScreen(console.get());
	const { snapshot } = console.server.get();
	const project = top?.kind === 'secrets' && snapshot !== undefined ? findProject(snapshot, top.project) : undefined;
	if (top?.kind !== 'secrets' || project === undefined) return undefined;
	const secret = listSecrets(project)[top.cursor.index];
	return secret && { ...secret, project: project.name };
}
