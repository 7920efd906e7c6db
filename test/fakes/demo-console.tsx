import { openConsole } from '../../components/open-console.tsx';
import { defaultPreferences } from '../../source/config/preferences.ts';
import { systemFiles } from '../../source/host/files.ts';
import { createOperatorTerminal } from '../../source/host/operator-terminal.ts';
import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import type { Intent, Plan } from '../../source/operations/plan.ts';
import type { ServerView } from '../../source/watch/view.ts';
import { exampleNow, exampleProjects, exampleTraffic, exampleView } from './example-fleet.ts';
import { examplePlan } from './example-plan.ts';
import { createFakeControl } from './fake-control.ts';
import { createFakeQuestions } from './fake-questions.ts';
import { FakeServerStore } from './fake-server-store.ts';

// Opens the console on made-up data, to look at it: DEMO is empty, gone, lost, fail or nothing.
const mode = process.env.DEMO ?? '';
const started = Date.now();
const shift = started - exampleNow;
const store = new FakeServerStore(viewAt(started));
const control = createFakeControl();
const launch = control.start;
control.plan = async (intent) => planFor(intent);

control.start = async (plan) => {
	const operation = await launch(plan);
	store.set(withOperation(store.get(), plan.project, operation.id));
	perform(plan);
	return { ...operation, requestedAt: Date.now() };
};

const unhealthy = 'GET http://127.0.0.1:8117/health answered 500 for 30 s. v41 is still serving.';

const timer = setInterval(() => {
	const { snapshot } = store.get();
	if (mode !== 'gone' && snapshot !== undefined) store.set({ ...viewAt(Date.now()), snapshot });
}, 1000);
const host = { terminal: createOperatorTerminal({ exec: async () => ({ code: 0, stdout: 'bash', stderr: '' }) }), files: systemFiles };
await openConsole({
	store,
	control,
	questions: createFakeQuestions(),
	host,
	preferences: defaultPreferences,
	hostname: 'prod-1',
	now: Date.now,
	environment: process.env,
});
clearInterval(timer);

function viewAt(now: number): ServerView {
	const projects = mode === 'empty' ? [] : exampleProjects.map(moved);
	const view = exampleView(projects);
	const traffic = Object.fromEntries(
		Object.entries(view.traffic).map(([name, one]) => [name, exampleTraffic(one.rate * (0.9 + Math.random() / 5), one.errors)]),
	);
	const usage = Object.fromEntries(
		Object.entries(view.usage).map(([id, one]) => [id, { ...one, cpu: (one.cpu ?? 0) * (0.8 + Math.random() / 2) }]),
	);
	const audit = view.audit.map((entry) => ({ ...entry, at: entry.at + shift }));
	const trouble = mode === 'gone' ? { trouble: 'connect ENOENT /var/run/docker.sock' } : {};
	return { ...view, traffic, usage, audit, freshAt: now, ...trouble };
}

function moved(project: ProjectSnapshot): ProjectSnapshot {
	return {
		...project,
		replicas: project.replicas.map((replica) => ({ ...replica, startedAt: (replica.startedAt ?? 0) + shift })),
		releases: project.releases.map((release) => ({ ...release, obtainedAt: (release.obtainedAt ?? 0) + shift })),
	};
}

function planFor(intent: Intent): Plan {
	const extra = {
		steps: [
			{
				kind: 'obtain-image',
				project: 'shop',
				version: 'v42',
				image: 'shop-backend:v42',
				from: { kind: 'build', context: '/opt/projects/shop/releases/v42', dockerfile: 'Dockerfile', place: '' },
				directory: '',
				record: '',
				existed: false,
				directoryExisted: true,
			} as const,
			...examplePlan.steps,
		],
	};
	return {
		...examplePlan,
		...extra,
		intent,
		title: intent.kind === 'deploy' ? examplePlan.title : `${intent.kind} ${JSON.stringify(intent)}`,
	};
}

function withOperation(view: ServerView, project: string, id: string | undefined): ServerView {
	const { snapshot } = view;
	if (snapshot === undefined) return view;
	const projects = snapshot.projects.map(({ operation, ...one }): ProjectSnapshot => {
		if (one.name !== project || id === undefined) return one;
		return {
			...one,
			operation: { id, operation: 'deploy', project, user: 'anna', pid: 1, host: 'prod-1', since: Date.now(), alive: true },
		};
	});
	return { ...view, snapshot: { ...snapshot, projects } };
}

async function perform(plan: Plan): Promise<void> {
	const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
	control.tell({ at: Date.now(), kind: 'started', pid: 1, resumed: false });
	for (const step of plan.steps.keys()) {
		const since = Date.now();
		control.tell({ at: since, kind: 'doing', step });
		for (let count = 1; count <= 12; count += 1) {
			await pause(200);
			control.tell({
				at: Date.now(),
				kind: 'line',
				step,
				text: `line ${count} of what step ${step + 1} says, as long as such lines often are in real life`,
			});
			control.tell({
				at: Date.now(),
				kind: 'probe',
				proof: {
					probes: 12 * (step * 12 + count),
					probesFailed: 0,
					slowest: 84,
					requests: 90 * (step * 12 + count),
					requestsFailed: 0,
					byRelease: step > 2 ? { v41: 2000, v42: 300 * step } : { v41: 90 },
					failures: [],
				},
			});
		}
		if (mode === 'fail' && step === 2) {
			control.tell({
				at: Date.now(),
				kind: 'failed',
				step,
				failure: {
					kind: 'external',
					what: 'shop v42 never became healthy',
					why: unhealthy,
					next: '`berth logs shop --berth green` has the rest',
					output: ['Error: connect ECONNREFUSED 10.90.1.5:5432', '    at TCPConnectWrap.afterConnect (node:net:1611:16)'],
				},
			});
			control.tell({ at: Date.now(), kind: 'direction', direction: 'undo', why: 'shop v42 never became healthy' });
			control.tell({ at: Date.now(), kind: 'undoing', step: 1 });
			await pause(2500);
			control.tell({ at: Date.now(), kind: 'undone', step: 1 });
			const failure = {
				kind: 'external',
				what: 'shop v42 never became healthy',
				why: unhealthy,
				next: '`berth logs shop --berth green` has the rest',
			} as const;
			control.tell({ at: Date.now(), kind: 'finished', outcome: 'failed', failure });
			break;
		}
		control.tell({ at: Date.now(), kind: 'done', step, took: Date.now() - since });
		if (step === plan.steps.length - 1) control.tell({ at: Date.now(), kind: 'finished', outcome: 'done' });
	}
	store.set(withOperation(store.get(), plan.project, undefined));
}
