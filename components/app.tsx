import { useCallback } from 'react';
import { line } from '../hooks/line.ts';
import { useTitle } from '../hooks/title/use-title.ts';
import { type AppParts, useApp } from '../hooks/use-app.ts';
import { ConsoleContext } from '../hooks/use-console.ts';
import { Frame } from './frame.tsx';
import { fullTheme, onBackground, paint, type Theme } from './theme.ts';
import { ThemeContext } from './theme-context.ts';

/** Cells of the terminal's title. */
const titleWidth = 80;

export interface AppProps extends AppParts {
	/** Default: a terminal that can show everything. */
	readonly theme?: Theme;
	/** Says in the terminal's title how the projects are; default yes, where the terminal has one. */
	readonly hasTitle?: boolean;
	/** Rings once when a project becomes unhealthy; default yes. */
	readonly hasBell?: boolean;
}

/** The console: live data in, plans out. It changes nothing but through its `control`. */
export function App({ theme = fullTheme, hasTitle = true, hasBell = true, ...parts }: AppProps) {
	const { console, keyboard, background } = useApp(parts);
	const { isAscii } = theme;
	const safe = useCallback(
		(text: string) => paint(line(text), titleWidth, { hasColor: false, hasEmphasis: false, isLight: false, isAscii }),
		[isAscii],
	);
	useTitle(console, keyboard, { hasTitle: hasTitle && theme.hasEmphasis, hasBell, safe });
	return (
		<ThemeContext value={onBackground(theme, background)}>
			<ConsoleContext value={console}>
				<Frame />
			</ConsoleContext>
		</ThemeContext>
	);
}
