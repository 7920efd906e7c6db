import * as z from 'zod';
import { dotted } from '../config/mistakes.ts';
import { Failure } from '../model/failure.ts';
import type { Basis } from '../operations/fingerprint.ts';
import type { Intent, Plan, ProbeTarget } from '../operations/plan.ts';
import { type Step, steps } from '../steps/index.ts';
import { fileChange } from '../steps/shapes.ts';
import { format, thisBerth } from './format.ts';
import { type JournalEntry, type Operation, outcomes, type Proof } from './records.ts';

// What is stored of operations, checked as it is read: whatever this Berth does not know is refused, never half understood. Loaded only
// where there is something to read.

const project = z.string();

const intent: z.ZodType<Intent> = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('new'), projectText: z.string(), name: z.string() }),
	z.strictObject({ kind: z.literal('deploy'), project, version: z.string() }),
	z.strictObject({ kind: z.literal('scale'), project, replicas: z.number() }),
	z.strictObject({ kind: z.literal('rollback'), project, version: z.string().exactOptional() }),
	z.strictObject({
		kind: z.enum(['remove', 'restart', 'stop', 'start', 'unpause', 'generate-secrets', 'issue-certificate', 'remove-certificate']),
		project,
	}),
	z.strictObject({ kind: z.literal('renew-certificate'), project, force: z.literal(true).exactOptional() }),
	z.strictObject({ kind: z.literal('install-certificate'), project, certificate: z.string(), key: z.string() }),
	z.strictObject({ kind: z.enum(['start-proxy', 'reload-proxy']), project: project.exactOptional() }),
	z.strictObject({
		kind: z.literal('use-proxy'),
		project,
		proxy: z.enum(['server', 'inner']),
		withoutFront: z.literal(true).exactOptional(),
	}),
	z.strictObject({ kind: z.enum(['leave-proxy', 'certificate-timer']) }),
]);

const probe: z.ZodType<ProbeTarget> = z.strictObject({
	port: z.number(),
	tls: z.boolean(),
	host: z.string(),
	path: z.string(),
	accessLog: z.string(),
	serving: z.boolean(),
	closing: z.literal(true).exactOptional(),
	ill: z.boolean().exactOptional(),
});

const basis: z.ZodType<Basis> = z.record(z.string(), z.string());

const kinds = new Map<string, (typeof steps)[number]>(steps.map((definition) => [definition.kind, definition]));

/** By kind, made when the first step of the kind is read. */
const stepData = new Map<string, z.ZodType>();

const step = z.looseObject({ kind: z.string() }).transform((value, context) => {
	const data = stepData.get(value.kind) ?? kinds.get(value.kind)?.data(z);
	if (data === undefined) {
		context.addIssue(`${value.kind} is no kind of step that it knows`);
		return z.NEVER;
	}
	stepData.set(value.kind, data);
	const parsed = data.safeParse(value);
	if (parsed.success) return parsed.data as Step;
	for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message });
	return z.NEVER;
});

const plan: z.ZodType<Plan> = z.strictObject({
	intent,
	project,
	title: z.string(),
	steps: z.array(step),
	files: z.array(fileChange(z)),
	notes: z.array(z.string()),
	expect: z.strictObject({ seconds: z.number(), memory: z.number() }),
	confirm: z.enum(['yes', 'name']),
	basis,
	nginx: z.strictObject({ containerId: z.string(), version: z.string() }).exactOptional(),
	probe: probe.exactOptional(),
	serving: z.array(z.string()).exactOptional(),
	resume: z.enum(['back', 'forward']),
	empty: z.boolean(),
});

const operation: z.ZodType<Operation> = z.strictObject({
	format: z.union([z.literal(1), z.literal(format)]).exactOptional(),
	berth: z.string().exactOptional(),
	id: z.string(),
	plan,
	user: z.string(),
	host: z.string(),
	requestedAt: z.number(),
});

const failure = z.strictObject({
	kind: z.enum(['config', 'refused', 'external', 'busy', 'cancelled', 'bug']),
	what: z.string(),
	why: z.string().exactOptional(),
	next: z.string().exactOptional(),
	output: z.array(z.string()).exactOptional(),
});

const proof: z.ZodType<Proof> = z.strictObject({
	probes: z.number(),
	probesFailed: z.number(),
	probesExcused: z.number().exactOptional(),
	slowest: z.number(),
	requests: z.number(),
	requestsFailed: z.number(),
	requestsUnanswered: z.number().exactOptional(),
	before: z.strictObject({ unanswered: z.number(), poor: z.number() }).exactOptional(),
	turnedAway: z.number().exactOptional(),
	byRelease: z.record(z.string(), z.number()),
	failures: z.array(z.string()),
});

const at = z.number();
const runner = { at, pid: z.number(), birth: z.string().exactOptional() };
const index = z.number();

const entry: z.ZodType<JournalEntry> = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('ending-earlier'), ...runner, title: z.string() }),
	z.strictObject({ kind: z.literal('started'), ...runner, resumed: z.boolean(), berth: z.string().exactOptional() }),
	z.strictObject({ kind: z.enum(['doing', 'undoing', 'undone']), at, step: index }),
	z.strictObject({ kind: z.literal('line'), at, step: index, text: z.string() }),
	z.strictObject({
		kind: z.literal('done'),
		at,
		step: index,
		took: z.number(),
		facts: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
	}),
	z.strictObject({ kind: z.enum(['failed', 'warned', 'undo-failed']), at, step: index, failure }),
	z.strictObject({
		kind: z.literal('direction'),
		at,
		direction: z.enum(['undo', 'forward']),
		why: z.string(),
		cancelled: z.literal(true).exactOptional(),
	}),
	z.strictObject({ kind: z.literal('probe'), at, proof }),
	z.strictObject({
		kind: z.literal('finished'),
		at,
		outcome: z.enum(outcomes),
		failure: failure.exactOptional(),
		proof: proof.exactOptional(),
	}),
]);

/** What tells of a plan that may be of another Berth. */
const envelope = z.looseObject({
	format: z.number().optional().catch(undefined),
	berth: z.string().optional().catch(undefined),
	id: z.string().catch(''),
	plan: z.looseObject({ title: z.string().catch('An operation'), project: z.string().catch(''), resume: z.string().catch('') }).catch({
		title: 'An operation',
		project: '',
		resume: '',
	}),
});

/** Reads a stored plan. Throws a `refused` failure if another Berth has written it and this one does not know all of it; `config` if it is damaged. */
export function parseOperation(value: object, path: string): Operation {
	const parsed = operation.safeParse(value);
	if (parsed.success) return parsed.data;
	const { format: written = 1, berth, id, plan: about } = envelope.parse(value);
	const why = written > format ? `it is of format ${written}, and this one knows those up to ${format}` : reasonOf(parsed.error, value);
	if (berth === thisBerth) throw damagedFailure(path, why);
	throw strangeFailure({ what: `${about.title} (${id})`, berth, why: `${path}: ${why}`, next: wayOut(about) });
}

/** Reads entries of a journal. Throws as `parseOperation` does. */
export function parseEntries(values: readonly object[], path: string): readonly JournalEntry[] {
	let berth: string | undefined;
	return values.map((value) => {
		const parsed = entry.safeParse(value);
		if (!parsed.success) {
			const why = reasonOf(parsed.error, value);
			if (berth === thisBerth) throw damagedFailure(path, why);
			throw strangeFailure({ what: path, berth, why, next: 'Look at it, and `berth resume` it, with that Berth' });
		}
		if (parsed.data.kind === 'started') ({ berth } = parsed.data);
		return parsed.data;
	});
}

/** Where it is not as it should be, in a few words; the values are left out. */
function reasonOf({ issues: [issue] }: z.ZodError, value: object): string {
	if (issue === undefined) return 'it is not as it should be';
	if (issue.path.length === 1 && issue.path[0] === 'kind' && 'kind' in value)
		return `${String(value.kind)} is no kind of entry that it knows`;
	const words = issue.message.replace(/^Invalid input: /, '');
	return issue.path.length === 0 ? words : `${dotted(issue.path)}: ${words}`;
}

function wayOut({ project: name, resume }: { readonly project: string; readonly resume: string }): string {
	const end = resume === 'forward' ? 'finishes it' : 'undoes it, or finishes it if traffic has moved for good';
	return `If it was interrupted, \`berth resume ${name}\` of that Berth ${end}; nothing of it has been touched`;
}

interface Strange {
	readonly what: string;
	readonly berth: string | undefined;
	readonly why: string;
	readonly next: string;
}

function strangeFailure({ what, berth, why, next }: Strange): Failure {
	const writer = berth === undefined ? 'an earlier or a later Berth' : `Berth ${berth}`;
	return new Failure({
		kind: 'refused',
		what: `${what} was written by ${writer}, and Berth ${thisBerth} does not know all of it`,
		why,
		next,
	});
}

function damagedFailure(path: string, why: string): Failure {
	return new Failure({ kind: 'config', what: `${path} is damaged`, why, next: 'Put it back from a backup' });
}
