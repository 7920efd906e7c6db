import { expect } from 'vitest';
import { definitionOf, isLenient, trafficOf } from '../../source/steps/index.ts';
import type { Prepared, Result } from '../fakes/model-host-scenario.ts';
import type { WorldState } from '../fakes/model-host-state.ts';

/**
 * What must be true however a scenario was interrupted: the site was served all the time, and the server is as before or as
 * after the whole operation, with its end in journal and audit and nothing left over.
 */
export function expectWholeOrNothing(prepared: Prepared, whole: Result, result: Result): void {
	const { scenario, before } = prepared;
	const { run, after, interrupted } = result;
	// The copy of a site that nginx accepted is written on the way back if that can be, and what a killed runner built from is removed
	// then; the site itself is back already, and the next build begins with none.
	const isCopy = (path: string) => (path.includes('/accepted/') && isHit(path)) || isKept(path.match(/^.*\/build(?=\/|$)/)?.[0]);
	const withoutHitCopies = (state: WorldState) => ({
		...state,
		files: Object.fromEntries(Object.entries(state.files).filter(([path]) => !isCopy(path))),
	});
	const isHit = (path: string) => interrupted.some((call) => call.endsWith(path));
	const isKept = (built: string | undefined) => built !== undefined && interrupted.includes(`files.remove ${built}`);
	expect(result.gaps).toEqual([]);
	const isIll = (scenario.ill ?? []).length > 0;
	const isServed = scenario.history.length > 0 && scenario.since === undefined;
	const isQuiet = isServed && !isIll && !['remove', 'stop'].includes(scenario.intent.kind);
	if (isQuiet) expect(result.failures).toEqual([]);
	const isClosed = scenario.intent.kind === 'stop' || scenario.since === 'stopped';
	// A closed site says so itself: no request meets a replica that is going away, or was not there.
	if (isClosed && !isIll && scenario.intent.kind !== 'remove') expect(result.failures.filter((why) => !why.endsWith(' 503'))).toEqual([]);
	// Replicas that were ill before and go on serving fail requests whatever is changed, and that is told.
	expect(['done', 'failed', 'cancelled', ...(isIll ? ['flawed'] : [])]).toContain(run.outcome);
	if (stands(run)) {
		expect(stands(whole.run)).toBe(true);
		const isWarned = run.journal.some(({ kind }) => kind === 'warned');
		if (isWarned) expectAfter(withoutSwept(after, whole.after), withoutCertificates(whole.after));
		else expectAfter(after, whole.after);
	} else expectBefore(withoutHitCopies(after), withoutHitCopies(before));
	expect(run.journal.findLast(({ kind }) => kind === 'finished')).toMatchObject({ outcome: run.outcome });
	if (!isHit('audit.jsonl')) expect(result.audit.filter(({ outcome }) => outcome !== 'stuck')).toMatchObject([{ outcome: run.outcome }]);
	expect(result.leftovers.filter((path) => !isHit(path))).toEqual([]);
}

function stands({ outcome }: Result['run']): boolean {
	return outcome === 'done' || outcome === 'flawed';
}

function expectAfter(state: WorldState, after: WorldState): void {
	expect(withoutChance(state)).toEqual(withoutChance(after));
}

/** A step that is performed again makes other secrets. */
function withoutChance(state: WorldState): unknown {
	return JSON.parse(JSON.stringify(state).replaceAll(/s\d+x+/g, 'made'));
}

/** Stopped replicas of the free berth serve nobody: they may be gone. */
function expectBefore(state: WorldState, before: WorldState): void {
	expect(before.stopped).toEqual(expect.arrayContaining([...state.stopped]));
	expect({ ...state, stopped: [] }).toEqual({ ...before, stopped: [] });
}

/** What could not be swept away stays, and is said so; it is nothing that runs or answers. */
function withoutSwept(state: WorldState, after: WorldState): WorldState {
	const known = (list: readonly string[], wanted: readonly string[]) => list.filter((one) => wanted.includes(one));
	const files = Object.entries(state.files).filter(([path]) => after.files[path] !== undefined || !path.includes('/releases/'));
	return {
		...state,
		files: withoutCertificates({ ...state, files: Object.fromEntries(files) }).files,
		stopped: known(state.stopped, after.stopped),
		images: known(state.images, after.images),
		networks: known(state.networks, after.networks),
	};
}

/** Sweeping steps come last: nothing that can fail and be undone follows them. */
export function expectSweptLast(prepared: Prepared): void {
	const sweeps = prepared.operation.plan.steps.map((step) => isLenient(step));
	expect(sweeps).toEqual(sweeps.toSorted());
}

/** A new project stands also where its certificate could not be had; old ones may stay. Which is served, the site says. */
function withoutCertificates(state: WorldState): WorldState {
	const files = Object.entries(state.files).filter(([path]) => !path.startsWith('/opt/nginx/certificates/'));
	return { ...state, files: Object.fromEntries(files) };
}

/** The runner starts again what an engine lost, and judges: both know the new replicas from the step that finds them well. */
export function expectFoundWell({ operation }: Prepared): void {
	const { steps } = operation.plan;
	const moves = steps.findIndex((step) => trafficOf(step)?.after !== undefined);
	const before = steps.slice(0, Math.max(moves, 0));
	const started = before.flatMap((step) => (step.kind === 'start-replicas' ? [...step.existing, ...step.missing] : []));
	const found = before.flatMap((step) => definitionOf(step).newcomers?.(step).replicas ?? []).map(({ container }) => container);
	expect(found).toEqual(expect.arrayContaining(started));
}
