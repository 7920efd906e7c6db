import type { SecretName } from '../../source/operations/list-secrets.ts';
import type { Console } from '../console.ts';
import { topScreen } from '../console-state.ts';
import { selectedIndex } from '../list-place.ts';
import { secretRows } from './secret-rows.ts';

/** The name under the cursor, if the names of a project's `.env` are in front. */
export function selectedSecret(console: Console): (SecretName & { readonly project: string }) | undefined {
	const top = topScreen(console.get());
	if (top?.kind !== 'secrets') return undefined;
	const rows = secretRows(console.server.get(), top.project);
	const secret = rows[selectedIndex(rows, top)];
	return secret && { ...secret, project: top.project };
}
