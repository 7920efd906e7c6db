import { findProject } from '../../source/model/snapshot.ts';
import { listSecrets } from '../../source/operations/list-secrets.ts';
import type { Console, ScreenSize } from '../console.ts';
import type { ConsoleState, SecretsScreen } from '../console-state.ts';
import { type Movement, moveCursor } from '../cursor.ts';
import { secretsHeight } from './secrets-lines.ts';

/** The state after a movement in the list of names. */
export function moveSecrets(
	console: Console,
	state: ConsoleState,
	screen: SecretsScreen,
	movement: Movement,
	body: ScreenSize,
): ConsoleState {
	const { snapshot } = console.server.get();
	const project = snapshot && findProject(snapshot, screen.project);
	const count = project === undefined ? 0 : listSecrets(project).length;
	const cursor = moveCursor(screen.cursor, movement, { count, height: secretsHeight(body) });
	return { ...state, screens: [...state.screens.slice(0, -1), { ...screen, cursor }] };
}
