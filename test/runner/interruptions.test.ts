import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Failure } from '../../source/model/failure.ts';
import { prepareScenario, runScenario, type Scenario } from '../fakes/model-host-scenario.ts';
import { projectText } from '../fakes/model-host-server.ts';
import { expectFoundWell, expectSweptLast, expectWholeOrNothing } from './whole-or-not-at-all.ts';

const ways = ['fail', 'fail-late', 'kill', 'cancel'] as const;
const project = 'shop';
const next = { kind: 'deploy', project, version: 'next' } as const;
const blog = {
	kind: 'new',
	name: 'blog',
	projectText: projectText('blog', 2, 'build: true\nservices: {postgres: true, redis: true}\n'),
} as const;

/** What happens most, each interrupted at every one of its calls. */
const scenarios: Readonly<Record<string, Scenario>> = {
	'a first deploy': { replicas: 2, history: [], intent: next },
	'a deploy': { replicas: 2, history: ['v1'], intent: next, more: 'build: true\nmigrate: {command: [up]}\n' },
	'a deploy beside ill replicas that prunes': { replicas: 3, history: ['v1', 'v2', 'v3'], ill: [2], intent: next },
	'a deploy of an ill release': { replicas: 2, history: ['v1', 'v2'], next: { answers: 500 }, intent: next },
	'a deploy from a registry, with a new certificate': {
		replicas: 1,
		history: ['v1'],
		more: 'image: registry.example/shop\n',
		certificate: 'new',
		intent: next,
	},
	'a second build of the live release': { replicas: 2, history: ['v1'], intent: { ...next, version: 'v1' } },
	'scaling up': { replicas: 2, history: ['v1'], intent: { kind: 'scale', project, replicas: 4 } },
	'scaling down': { replicas: 3, history: ['v1'], intent: { kind: 'scale', project, replicas: 1 } },
	'a warm roll back': { replicas: 2, history: ['v1', 'v2'], intent: { kind: 'rollback', project } },
	'a cold roll back': { replicas: 2, history: ['v1', 'v2', 'v3'], intent: { kind: 'rollback', project, version: 'v1' } },
	'a restart': { replicas: 2, history: ['v1', 'v2'], intent: { kind: 'restart', project } },
	'a stop': { replicas: 2, history: ['v1'], intent: { kind: 'stop', project } },
	'a start': { replicas: 2, history: ['v1'], since: 'stopped', intent: { kind: 'start', project } },
	'a restart of what is stopped': { replicas: 2, history: ['v1'], since: 'stopped', intent: { kind: 'restart', project } },
	'a deploy of what is stopped': { replicas: 2, history: ['v1'], since: 'stopped', intent: next },
	'a roll back of what is stopped': { replicas: 2, history: ['v1', 'v2'], since: 'stopped', intent: { kind: 'rollback', project } },
	'removing what is stopped': { replicas: 2, history: ['v1'], since: 'stopped', intent: { kind: 'remove', project } },
	'going on after a pause': { replicas: 2, history: ['v1'], since: 'paused', intent: { kind: 'unpause', project } },
	'removing a project': { replicas: 2, history: ['v1'], intent: { kind: 'remove', project } },
	'a new project': { replicas: 1, history: ['v1'], intent: blog },
	'a first certificate': { replicas: 2, history: ['v1'], intent: { kind: 'issue-certificate', project } },
	'a certificate before the first deploy': { replicas: 2, history: [], intent: { kind: 'issue-certificate', project } },
	'a certificate in place of one by hand': {
		replicas: 2,
		history: ['v1'],
		certificate: 'always',
		intent: { kind: 'issue-certificate', project },
	},
	'a renewal': { replicas: 2, history: ['v1'], obtained: { left: 0.3 }, intent: { kind: 'renew-certificate', project } },
	'a forced renewal of what is stopped': {
		replicas: 2,
		history: ['v1'],
		obtained: { left: 0.9 },
		since: 'stopped',
		intent: { kind: 'renew-certificate', project, force: true },
	},
	'going back to HTTP': { replicas: 2, history: ['v1'], obtained: { left: 0.5 }, intent: { kind: 'remove-certificate', project } },
	'a deploy with a new host name': { replicas: 1, history: ['v1'], obtained: { left: 0.9, added: ['new.example'] }, intent: next },
	'a timer': { replicas: 1, history: ['v1'], intent: { kind: 'certificate-timer' } },
	'new secrets': { replicas: 1, history: ['v1'], intent: { kind: 'generate-secrets', project } },
};

test.each(Object.entries(scenarios))(
	'ends %s as a whole or not at all, wherever it fails, is killed or cancelled',
	async (_, scenario) => {
		const prepared = await prepareScenario(scenario);
		const whole = await runScenario(prepared);
		expectSweptLast(prepared);
		expectFoundWell(prepared);
		expectWholeOrNothing(prepared, whole, whole);
		for (const how of ways) {
			for (let at = 1; at <= whole.run.process.calls.length; at++) {
				expectWholeOrNothing(prepared, whole, await runScenario(prepared, [[{ at, how }]]));
			}
		}
	},
	30_000,
);

const someScenario: fc.Arbitrary<Scenario> = fc
	.record({
		replicas: fc.integer({ min: 1, max: 6 }),
		history: fc.constantFrom([], ['v1'], ['v1', 'v2'], ['v1', 'v2', 'v3']),
		ill: fc.subarray([1, 2, 3, 4, 5, 6], { maxLength: 3 }),
		next: fc.constantFrom({}, {}, { boot: 2_000 }, { answers: 500 }, { isSilent: true }, { exitsAfter: 200 }),
		source: fc.constantFrom('build: true\n', 'image: registry.example/shop\n'),
		migration: fc.constantFrom(undefined, undefined, 0, 1),
		certificate: fc.constantFrom(undefined, 'always', 'new'),
		obtained: fc.constantFrom(undefined, { left: 0.3 }, { left: 0.9, added: ['new.example'] }),
		wish: fc.constantFrom(
			'deploy',
			'deploy',
			'again',
			'scale',
			'rollback',
			'further',
			'remove',
			'restart',
			'stop',
			'issue',
			'renew',
			'http',
		),
		count: fc.integer({ min: 1, max: 6 }),
	})
	.map(({ replicas, ill, source, certificate, obtained, history, next: fault, migration, wish, count }) => ({
		replicas,
		history,
		ill: ill.filter((index) => index <= replicas),
		next: fault,
		more: migration === undefined ? source : `${source}migrate: {command: [up]}\n`,
		// The releases before had no trouble with theirs.
		...(migration !== undefined && { migration }),
		...(certificate !== undefined && { certificate }),
		...(obtained !== undefined && { obtained }),
		intent: intentOf(wish, history, count),
	}));

function intentOf(wish: string, history: readonly string[], replicas: number): Scenario['intent'] {
	const live = history.at(-1);
	if (wish === 'again' && live !== undefined) return { ...next, version: live };
	if (wish === 'scale') return { kind: 'scale', project, replicas };
	if (wish === 'remove' || wish === 'restart' || wish === 'stop') return { kind: wish, project };
	if (wish === 'issue') return { kind: 'issue-certificate', project };
	if (wish === 'renew') return { kind: 'renew-certificate', project, force: true };
	if (wish === 'http') return { kind: 'remove-certificate', project };
	if (wish === 'rollback' && history.length > 1) return { kind: 'rollback', project };
	if (wish === 'further' && history.length > 2) return { kind: 'rollback', project, version: 'v1' };
	return next;
}

/** A planner that refuses has changed nothing; any other error is one. */
function refusal(error: unknown): undefined {
	if (!(error instanceof Failure) || error.kind !== 'refused') throw error;
}

const someInterruption = fc.record({ at: fc.integer({ min: 1, max: 90 }), how: fc.constantFrom(...ways) });

/** What happens to one process: a failure, and then perhaps another on the way back. */
const someRow = fc.array(someInterruption, { minLength: 1, maxLength: 2 });

test('ends whatever is wanted of whatever server as a whole or not at all, also when the way back is interrupted again', async () => {
	const interruptions = fc.array(fc.array(someRow, { minLength: 1, maxLength: 3 }), { minLength: 8, maxLength: 8 });
	await fc.assert(
		fc.asyncProperty(someScenario, interruptions, async (scenario, runs) => {
			const prepared = await prepareScenario(scenario).catch(refusal);
			fc.pre(prepared !== undefined);
			expect(JSON.parse(JSON.stringify(prepared.operation.plan))).toStrictEqual(prepared.operation.plan);
			const whole = await runScenario(prepared);
			expectSweptLast(prepared);
			expectFoundWell(prepared);
			expectWholeOrNothing(prepared, whole, whole);
			for (const run of runs) expectWholeOrNothing(prepared, whole, await runScenario(prepared, run));
		}),
		{ numRuns: 60 },
	);
}, 60_000);
