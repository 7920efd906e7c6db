import type { Host } from '../host/host.ts';
import { askReplica, isGood } from '../steps/await-healthy.ts';
import { answerWords, troubleOf } from '../steps/replica-failure.ts';
import type { ReplicaAddress } from '../steps/shapes.ts';
import type { Newcomers } from '../steps/step.ts';
import type { Verdict, Watch } from './verdict.ts';

/** Between two looks at the containers, between two questions to one replica, and to one whose last answer was bad, ms. */
const intervals = { looks: 100, questions: 200, doubts: 50 };

/**
 * Bad answers for so long, at least two in a row, are a verdict, ms: one pause of a garbage collector is none. Of an app that pauses the
 * system still takes connections, so refused ones say more.
 */
const patience = { bad: 500, refused: 200 };

/** Looks at new replicas themselves: whether their containers run, and what they answer over the address that the proxy uses. */
export function createNewcomerWatch({ clock, docker, http }: Host, newcomers: Newcomers): Watch {
	const { replicas, question, project, release } = newcomers;
	/** How often each had been restarted at the first look: that was before traffic came. */
	const restarts = new Map<string, number>();

	/** An engine that does not answer says nothing of replicas: their own answers do. */
	async function lookAt({ container }: ReplicaAddress): Promise<Verdict | undefined> {
		const known = await docker.inspect(container).then(
			(detail) => ({ detail }),
			() => undefined,
		);
		if (known === undefined) return undefined;
		const before = restarts.get(container) ?? known.detail?.restarts ?? 0;
		restarts.set(container, before);
		const why = troubleOf(known.detail, before);
		return why === undefined ? undefined : { container, what: `${container} (${project} ${release}) does not run any more`, why };
	}

	async function watchContainers(over: AbortSignal): Promise<Verdict | undefined> {
		while (!over.aborted) {
			const looks = await Promise.all(replicas.map(lookAt));
			const found = looks.find((verdict) => verdict !== undefined);
			if (found !== undefined) return found;
			await clock.sleep(intervals.looks, over).catch(() => undefined);
		}
		return undefined;
	}

	async function watchAnswers(replica: ReplicaAddress, over: AbortSignal): Promise<Verdict | undefined> {
		let bad = 0;
		let since = 0;
		let refused = 0;
		let refusedSince = 0;
		while (!over.aborted) {
			const answer = await askReplica(http, replica, question);
			bad = isGood(answer) ? 0 : bad + 1;
			if (bad === 1) since = clock.now();
			refused = answer.refused === true ? refused + 1 : 0;
			if (refused === 1) refusedSince = clock.now();
			if (bad > 1 && (clock.now() - since >= patience.bad || (refused > 1 && clock.now() - refusedSince >= patience.refused))) {
				const why = `${answerWords(replica, question, answer)}, ${bad} times in a row`;
				return { container: replica.container, what: `${project} ${release} did not stay healthy`, why };
			}
			await clock.sleep(bad > 0 ? intervals.doubts : intervals.questions, over).catch(() => undefined);
		}
		return undefined;
	}

	async function untilGood(replica: ReplicaAddress, signal: AbortSignal): Promise<void> {
		while (!isGood(await askReplica(http, replica, question))) await clock.sleep(intervals.looks, signal);
		// A container that has ended may be judged a moment later; it must not be taken for well meanwhile.
		while ((await lookAt(replica)) !== undefined) await clock.sleep(intervals.looks, signal);
	}

	return {
		watch: (over) => firstOf([watchContainers(over), ...replicas.map((replica) => watchAnswers(replica, over))]),
		async confirm(signal) {
			await Promise.all(replicas.map((replica) => untilGood(replica, signal)));
		},
	};
}

/** The first verdict of several looks; nothing when all have ended without one. */
async function firstOf(looks: readonly Promise<Verdict | undefined>[]): Promise<Verdict | undefined> {
	const verdicts = looks.map(async (look) => (await look) ?? Promise.reject(new Error('well')));
	return Promise.any(verdicts).catch(() => undefined);
}
