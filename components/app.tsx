import { type AppParts, useApp } from '../hooks/use-app.ts';
import { ConsoleContext } from '../hooks/use-console.ts';
import { Frame } from './frame.tsx';
import { fullTheme, onBackground, type Theme } from './theme.ts';
import { ThemeContext } from './theme-context.ts';

export interface AppProps extends AppParts {
	/** Default: a terminal that can show everything. */
	readonly theme?: Theme;
}

/** The console: live data in, plans out. It changes nothing but through its `control`. */
export function App({ theme = fullTheme, ...parts }: AppProps) {
	const { console, background } = useApp(parts);
	return (
		<ThemeContext value={onBackground(theme, background)}>
			<ConsoleContext value={console}>
				<Frame />
			</ConsoleContext>
		</ThemeContext>
	);
}
