import type { JournalEntry } from '../../../source/journal/records.ts';
import type { ProjectSnapshot } from '../../../source/model/snapshot.ts';
import type { Intent, Plan } from '../../../source/operations/plan.ts';
import type { Traffic } from '../../../source/traffic/figures.ts';
import type { LogSource } from '../../../source/watch/logs/log-entry.ts';
import type { ServerView } from '../../../source/watch/view.ts';
import { exampleNow, exampleProjects, exampleView } from '../../fakes/example-fleet.ts';
import type { MadeServer } from './orders.ts';

/** The server after so many seconds: every number moves, the same in every run. */
export function serverAt(server: MadeServer, beat: number): ServerView {
	const view = exampleView(server === 'empty' ? [] : server === 'working' ? exampleProjects.map(withOperation) : exampleProjects);
	if (server === 'gone') return { ...view, trouble: 'connect ENOENT /var/run/docker.sock' };
	// At rest most containers do next to nothing, and the requests that come are few.
	const load = server === 'resting' ? 0.05 : 1;
	const names = Object.keys(view.traffic);
	const traffic = Object.entries(view.traffic).map(
		([name, one]) => [name, { ...one, ...shifted(one, beat), rate: one.rate * load * swing(beat + names.indexOf(name)) }] as const,
	);
	const usage = Object.entries(view.usage).map(
		([id, one], index) => [id, { ...one, cpu: (one.cpu ?? 0) * load * swing(beat * 3 + index) }] as const,
	);
	return { ...view, traffic: Object.fromEntries(traffic), usage: Object.fromEntries(usage), freshAt: exampleNow + beat * 1000 };
}

/** The chart moves on by a period of ten seconds at a time. */
function shifted({ history }: Traffic, beat: number): Pick<Traffic, 'history'> {
	const periods = Math.floor(beat / 10) % history.length;
	return { history: [...history.slice(periods), ...history.slice(0, periods)] };
}

/** Between 0.8 and 1.2. */
function swing(step: number): number {
	return 1 + Math.sin(step * 1.7) / 5;
}

function withOperation(project: ProjectSnapshot): ProjectSnapshot {
	if (project.name !== 'shop') return project;
	const since = exampleNow - 12_000;
	const operation = { id: '1', operation: 'deploy', project: 'shop', user: 'anna', pid: 1, host: 'prod-1', since, alive: true };
	return { ...project, operation };
}

/** What the runner of the example plan writes in its n-th second, round and round in one step. */
export function journalAt(beat: number): readonly JournalEntry[] {
	const at = exampleNow + beat * 1000;
	if (beat === 1) return [{ at, kind: 'started', pid: 1, resumed: false } as const, { at, kind: 'doing', step: 0 } as const];
	const seen = { probes: 12 * beat, probesFailed: 0, slowest: 84, requests: 90 * beat, requestsFailed: 0 };
	return [
		{ at, kind: 'line', step: 0, text: `line ${beat} of what the step says, as long as such lines often are in real life: Container shop` },
		{ at, kind: 'probe', proof: { ...seen, byRelease: { v41: 60 * beat, v42: 30 * beat }, failures: [] } },
	];
}

/** A plan as it would be made: what is lost by a removal is confirmed by name. */
export function planFor(intent: Intent, plan: Plan): Plan {
	return intent.kind === 'remove' ? { ...plan, intent, title: `Remove ${intent.project}`, confirm: 'name' } : { ...plan, intent };
}

/** What a log says in the n-th second: lines as apps write them, also with what would change the terminal. */
export function logAt(source: LogSource, beat: number): readonly string[] {
	if (source === 'files' || source === 'failed') return [];
	if (source === 'access')
		return [`access 203.0.113.9 GET /api/items?page=${beat} 200 0.012 "a browser that says much of itself ${'x'.repeat(90)}"`];
	if (source === 'error') return [`!error connect() failed (111: Connection refused) while connecting to upstream, line ${beat}`];
	return [
		`blue-1 item ${beat} was sold: 漢字 and a tab\tand \u{1B}[31mred\u{1B}[0m text, ${'a line that is longer than a terminal '.repeat(6)}`,
		`!blue-2 ERROR: no item ${beat}: \u{1B}[2J\u{1B}]0;another title\u{7} Ünïcode — “quoted”`,
		`blue-3 ├─ line ${beat} │ é ñ`,
		// This terminal draws each of these signs in one cell, where others draw it in two.
		`blue-1 🚀 worker started ✅ ⚠️ as number ${beat} of many`,
	];
}
