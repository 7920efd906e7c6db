import type { Host } from '../host/host.ts';
import type { Failure } from '../model/failure.ts';
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
	/** Aborted as soon as they are not well; its reason is the failure. */
	readonly breach: AbortSignal;
	/** Traffic has moved to them. */
	begin(): void;
	/**
	 * Resolves when each of them has been seen well after this call; one that hangs is waited for until it answers or is judged.
	 * Rejects with the failure, or with the signal's reason. There is nothing to wait for before `begin` and after `end`.
	 */
	confirm(signal: AbortSignal): Promise<void>;
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
	const watches = [createNewcomerWatch(host, newcomers), createSiteWatch(host.clock, newcomers, probe)];

	async function judge(watch: Watch): Promise<void> {
		const verdict = await watch.watch(over.signal);
		if (verdict === undefined || state !== 'judging') return;
		state = 'judged';
		over.abort();
		breach.abort(await failureOf(context, newcomers, verdict));
	}

	return {
		breach: breach.signal,
		begin() {
			if (state !== 'waiting') return;
			state = 'judging';
			for (const watch of watches) void judge(watch);
		},
		async confirm(signal) {
			if (state === 'waiting' || state === 'ended') return;
			const either = AbortSignal.any([signal, breach.signal]);
			// The log of one that is judged already may still be being read.
			const seen = state === 'judged' ? [] : [Promise.all(watches.map((watch) => watch.confirm(either)))];
			await Promise.race([rejection(either), ...seen]);
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

/** An engine that goes down takes replicas with it: that is the cause, and not the release. */
async function failureOf(context: JudgeContext, newcomers: Newcomers, { container, what, why }: Verdict): Promise<Failure> {
	const { serving, project } = newcomers;
	const nobody = serving === null ? `Traffic was taken back, but nothing of ${project} serves there, as before` : undefined;
	const cause = await context.host.docker.info().then(
		() => why,
		() => `${why}; Docker does not answer either`,
	);
	return replicaFailure(context, { container }, newcomers, {
		what,
		why: cause,
		serving: serving ? `Traffic was taken back: ${serving} serves` : nobody,
	});
}
