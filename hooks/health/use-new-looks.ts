import { useEffect } from 'react';
import { findProject } from '../../source/model/snapshot.ts';
import type { Console } from '../console.ts';
import { topScreen } from '../console-state.ts';
import { lookAgain } from './open-health.ts';

/** Keeps the card in front true, see `lookAtNews`. */
export function useNewLooks(console: Console): void {
	useEffect(() => lookAtNews(console), [console]);
}

/** Looks again at the container of the card as soon as the server tells that it is in another condition; returns the end of that. */
export function lookAtNews(console: Console): () => void {
	let known = subjectOf(console);
	return console.server.subscribe(() => {
		const now = subjectOf(console);
		const isNews = now !== undefined && now.container === known?.container && now.condition !== known.condition;
		known = now;
		if (isNews) void lookAgain(console);
	});
}

/** The container of the card, and how it is in the server's view; `undefined` if no card is in front. */
function subjectOf(console: Console): { readonly container: string; readonly condition: string } | undefined {
	const top = topScreen(console.get());
	const { snapshot } = console.server.get();
	if (top?.kind !== 'health' || snapshot === undefined) return undefined;
	const project = findProject(snapshot, top.project);
	const found = [...(project?.replicas ?? []), ...(project?.services ?? [])].find(({ name }) => name === top.container);
	return { container: top.container, condition: found === undefined ? 'gone' : `${found.id} ${found.health}` };
}
