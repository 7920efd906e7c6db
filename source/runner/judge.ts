import type { Host } from '../host/host.ts';
import { Failure } from '../model/failure.ts';
import { replicaFailure } from '../steps/replica-failure.ts';
import type { Newcomers } from '../steps/step.ts';
import type { Probe } from './probe.ts';
import type { Verdict, Watch } from './verdict.ts';
import { createNewcomerWatch } from './watch-newcomers.ts';
import { createSiteWatch } from './watch-site.ts';

/**
 * Judges the new replicas from the moment on that traffic has moved to them until what was before is taken away: their containers,
 * their health, the site and what its users get. As long as the old ones are there, a change can be undone.
 */
export interface Judge {
	/** Aborted as soon as they are not well; its reason is the failure, in few words. */
	readonly breach: AbortSignal;
	/** The same failure with what the replica printed last, which is read now; nothing without a breach. */
	readWhole(): Promise<Failure | undefined>;
	/** Traffic has moved to them. */
	begin(): void;
	/**
	 * Resolves when each of them has been seen well after this call; one that hangs is waited for until it answers or is judged.
	 * Rejects with the failure, or with the signal's reason. There is nothing to wait for before `begin` and after `end`.
	 */
	confirm(signal: AbortSignal): Promise<void>;
	/** What a step gives, which may not end when it is told to; rejects with the failure as soon as they are not well. */
	unlessIll<Result>(performed: Promise<Result>): Promise<Result>;
	/** Nothing is judged any more. */
	end(): void;
}

/** What a judge looks through, and what takes secrets out of what it tells. */
export interface JudgeContext {
	readonly host: Host;
	readonly redact: (text: string) => string;
}

export function createJudge(context: JudgeContext, newcomers: Newcomers, probe: Pick<Probe, 'asked' | 'count'>): Judge {
	const breach = new AbortController();
	const over = new AbortController();
	let state: 'waiting' | 'judging' | 'judged' | 'ended' = 'waiting';
	const { host } = context;
	let readWhole: (() => Promise<Failure>) | undefined;
	const watches = [createNewcomerWatch(host, newcomers), createSiteWatch(host.clock, newcomers, probe)];

	async function judge(watch: Watch): Promise<void> {
		const verdict = await watch.watch(over.signal);
		if (verdict === undefined || state !== 'judging') return;
		state = 'judged';
		over.abort();
		const why = whyOf(host, verdict);
		readWhole = async () => wholeFailure(context, newcomers, { ...verdict, why: await why });
		breach.abort(failureOf(newcomers, verdict));
	}

	return {
		breach: breach.signal,
		readWhole: async () => readWhole?.(),
		begin() {
			if (state !== 'waiting') return;
			state = 'judging';
			for (const watch of watches) void judge(watch);
		},
		async confirm(signal) {
			if (state === 'waiting' || state === 'ended') return;
			const either = AbortSignal.any([signal, breach.signal]);
			await Promise.race([rejection(either), Promise.all(watches.map((watch) => watch.confirm(either)))]);
		},
		async unlessIll(performed) {
			const result = await Promise.race([rejection(breach.signal), performed]);
			breach.signal.throwIfAborted();
			return result;
		},
		end() {
			if (state !== 'judged') state = 'ended';
			over.abort();
		},
	};
}

/** Rejects with the signal's reason once it is aborted. */
function rejection(signal: AbortSignal): Promise<never> {
	return new Promise((_, reject) => {
		if (signal.aborted) reject(signal.reason as Error);
		signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
	});
}

function failureOf(newcomers: Newcomers, { what, why }: Verdict): Failure {
	return new Failure({ kind: 'external', what, why, next: `${servingWords(newcomers)}; correct the release and deploy again` });
}

function wholeFailure(context: JudgeContext, newcomers: Newcomers, { container, what, why }: Verdict): Promise<Failure> {
	return replicaFailure(context, { container }, newcomers, { what, why, serving: servingWords(newcomers) });
}

/** An engine that goes down takes replicas with it: that is the cause, and not the release. */
function whyOf({ docker }: Host, { why }: Verdict): Promise<string> {
	return docker.info().then(
		() => why,
		() => `${why}; Docker does not answer either`,
	);
}

function servingWords({ serving, project }: Newcomers): string {
	return serving === null
		? `Traffic was taken back, but nothing of ${project} serves there, as before`
		: `Traffic was taken back: ${serving} serves`;
}
