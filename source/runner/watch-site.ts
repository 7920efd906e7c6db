import type { Clock } from '../host/host.ts';
import { excess, sharesOf } from '../journal/proof.ts';
import type { Newcomers } from '../steps/step.ts';
import { type AccessCount, nothing, type Tally } from '../traffic/access-counter.ts';
import type { Probe } from './probe.ts';
import type { Verdict, Watch } from './verdict.ts';

/** Between two looks, ms. */
const interval = 100;

/** The last answer to the probe within so long is what the site says now, ms. */
const recent = 200;

/** Probes of the site that must have failed since traffic moved: so many, and this share of the last ones. What a replica says itself comes first. */
const probesFailed = { least: 8, share: 0.1 };

/** Requests of users that must have failed beyond the share before: those that the proxy had to answer, and all others. */
const usersFailed = { unanswered: 3, poor: 10 };

/** All others must be more by this share of the requests, too: that one page is broken is said at the end, and no reason to turn back. */
const poorShare = 0.05;

/** Looks at new replicas from outside: how the site answers the probe since traffic has moved, and how its users. */
export function createSiteWatch(clock: Clock, { project, release, replicas }: Newcomers, probe: Pick<Probe, 'asked' | 'count'>): Watch {
	const container = replicas[0]?.container ?? '';

	function probeTrouble(since: number): Verdict | undefined {
		const answers = probe.asked(since);
		const bad = badOf(answers);
		if (bad < probesFailed.least || bad < answers.length * probesFailed.share) return undefined;
		const why = `${bad} of the last ${answers.length} probes failed since traffic had moved to it`;
		return { container, what: `${project} ${release} does not answer through its site`, why };
	}

	async function userTrouble(before: Tally): Promise<Verdict | undefined> {
		const count = await probe.count();
		const why = whyUsersFail(count, minus(count.byRelease[release] ?? nothing, before));
		return why === undefined ? undefined : { container, what: `${project} ${release} fails its users`, why };
	}

	return {
		async watch(over) {
			const since = clock.now();
			// What the probe could not reach before has another trouble than the new replicas.
			const earlier = probe.asked(0);
			const isReachable = earlier.length === 0 || badOf(earlier) * 2 < earlier.length;
			const before = (await probe.count()).byRelease[release] ?? nothing;
			for (let looks = 0; !over.aborted; ) {
				const found = (isReachable ? probeTrouble(since) : undefined) ?? (await userTrouble(before));
				looks = found === undefined ? 0 : looks + 1;
				// Twice: a look at the replicas themselves says more, and comes between.
				if (found !== undefined && looks > 1) return found;
				await clock.sleep(interval, over).catch(() => undefined);
			}
			return undefined;
		},
		async confirm(signal) {
			const since = clock.now() - recent;
			while (probe.asked(since).at(-1) === false) await clock.sleep(interval, signal);
		},
	};
}

function badOf(answers: readonly boolean[]): number {
	return answers.filter((isGood) => !isGood).length;
}

function minus(now: Tally, before: Tally): Tally {
	return {
		requests: now.requests - before.requests,
		unanswered: now.unanswered - before.unanswered,
		poor: now.poor - before.poor,
	};
}

function whyUsersFail({ before }: AccessCount, since: Tally): string | undefined {
	const shares = sharesOf(before);
	const { requests, unanswered, poor } = since;
	const isUnanswered = excess(unanswered, requests, shares.unanswered) >= usersFailed.unanswered;
	const isPoor = excess(poor, requests, shares.poor) >= usersFailed.poor && poor / requests >= shares.poor + poorShare;
	if (!isUnanswered && !isPoor) return undefined;
	return `of ${requests} requests since traffic had moved to it nginx had to answer ${unanswered} itself, and ${poor} were answered 5xx or too late`;
}
