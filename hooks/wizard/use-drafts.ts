import { useEffect } from 'react';
import type { Console } from '../console.ts';
import { keepDrafts } from './keep-drafts.ts';
import { loadDrafts } from './known-drafts.ts';
import { watchDomains } from './watch-domains.ts';

/** Offers what was begun before, and keeps what is typed in the guide to a new project. */
export function useDrafts(console: Console): void {
	useEffect(() => {
		const ends = [keepDrafts(console), watchDomains(console)];
		void loadDrafts(console);
		return () => {
			for (const end of ends) end();
		};
	}, [console]);
}
