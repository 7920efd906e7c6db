import { createContext } from 'react';
import { fullTheme, type Theme } from './theme.ts';

/** The theme of the open console. */
export const ThemeContext = createContext<Theme>(fullTheme);
