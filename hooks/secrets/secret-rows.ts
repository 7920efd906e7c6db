import { findProject } from '../../source/model/snapshot.ts';
import { listSecrets, type SecretName } from '../../source/operations/list-secrets.ts';
import type { ServerView } from '../../source/watch/view.ts';
import type { ListRow } from '../list-place.ts';

/** The names of a project's `.env` as rows of a list, in its order; none of a project that is gone. */
export function secretRows({ snapshot }: ServerView, name: string): readonly (SecretName & ListRow)[] {
	const project = snapshot && findProject(snapshot, name);
	return project === undefined ? [] : listSecrets(project).map((secret) => ({ ...secret, id: secret.key }));
}
