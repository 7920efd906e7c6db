import type { Console, ScreenSize } from '../console.ts';
import type { ConsoleState, SecretsScreen } from '../console-state.ts';
import type { Movement } from '../cursor.ts';
import { movePlace } from '../list-place.ts';
import { secretRows } from './secret-rows.ts';
import { secretsHeight } from './secrets-lines.ts';

/** The state after a movement in the list of names. */
export function moveSecrets(
	console: Console,
	state: ConsoleState,
	screen: SecretsScreen,
	movement: Movement,
	body: ScreenSize,
): ConsoleState {
	const moved = movePlace(secretRows(console.server.get(), screen.project), screen, movement, secretsHeight(body));
	return { ...state, screens: [...state.screens.slice(0, -1), moved] };
}
