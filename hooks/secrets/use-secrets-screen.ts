import { findProject } from '../../source/model/snapshot.ts';
import type { ScreenSize } from '../console.ts';
import { type ConsoleState, type SecretsScreen, topScreen } from '../console-state.ts';
import type { Line } from '../line.ts';
import { useConsoleState, useServerView } from '../use-console.ts';
import { secretsLines } from './secrets-lines.ts';

/** The names in a project's `.env` in lines. */
export function useSecretsScreen(body: ScreenSize): readonly Line[] {
	const { snapshot } = useServerView();
	const screen = useConsoleState(secretsOf);
	if (screen === undefined) return [];
	return secretsLines(snapshot && findProject(snapshot, screen.project), screen.project, screen, body);
}

function secretsOf(state: ConsoleState): SecretsScreen | undefined {
	const top = topScreen(state);
	return top?.kind === 'secrets' ? top : undefined;
}
