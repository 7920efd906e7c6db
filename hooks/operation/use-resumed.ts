import { useEffect } from 'react';
import type { Console } from '../console.ts';
import { followResumed } from './open-operation.ts';

/** Notices on every change of the server whether an operation whose runner died goes on. */
export function useResumed(console: Console): void {
	useEffect(() => console.server.subscribe(() => followResumed(console)), [console]);
}
