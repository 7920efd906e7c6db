import type { WatchedHost } from '../../host/host.ts';
import { isRunning, type Replica } from '../../model/replica.ts';
import type { ProjectSnapshot } from '../../model/snapshot.ts';
import { askReplica } from '../observe/ask-health.ts';

/** What the replicas said when they were last asked. */
export interface HealthRounds {
	/**
	 * Asks those whose turn it is: each every five calls, or as often as no more than twenty are asked in one call; at once if it is
	 * new or has just failed.
	 */
	ask(projects: readonly ProjectSnapshot[]): Promise<void>;
	/** The project with the last answers in it; the same object if it had them already. */
	apply(project: ProjectSnapshot): ProjectSnapshot;
	/** Forgets a container: it has stopped or started. */
	forget(id: string): void;
}

/** One call in this many is a replica's turn, while there are few. */
const fewestTurns = 5;

/** With more replicas in one call, asking would cost more than all the rest of a console at rest. */
const mostAsked = 20;

/** One unanswered request under load is no illness: only so many in a row are. */
const failuresNeeded = 2;

interface Answer {
	readonly turn: number;
	readonly failures: number;
	readonly said: Pick<Replica, 'health' | 'reason'>;
}

export function createHealthRounds(host: Pick<WatchedHost, 'http' | 'clock'>): HealthRounds {
	const answers = new Map<string, Answer>();
	let call = 0;
	let newcomers = 0;
	let turns = fewestTurns;

	function isDue({ id }: Replica): boolean {
		const known = answers.get(id);
		return known === undefined || known.failures === 1 || known.turn % turns === call % turns;
	}

	async function askOne(snapshot: ProjectSnapshot, replica: Replica): Promise<void> {
		if (snapshot.project === undefined) return;
		const before = answers.get(replica.id);
		const turn = before?.turn ?? newcomers++;
		const { health, reason } = await askReplica(host, snapshot.project, replica);
		const failures = health === 'unhealthy' ? (before?.failures ?? 0) + 1 : 0;
		const said = { health, ...(reason !== undefined && { reason }) };
		const isDoubtful = before !== undefined && failures > 0 && failures < failuresNeeded;
		answers.set(replica.id, { turn, failures, said: isDoubtful ? before.said : said });
	}

	return {
		async ask(projects) {
			call += 1;
			const present = new Set(projects.flatMap(({ replicas }) => replicas.map(({ id }) => id)));
			for (const id of answers.keys()) if (!present.has(id)) answers.delete(id);
			const running = projects.flatMap((project) => project.replicas.filter(canAnswer).map((replica) => ({ project, replica })));
			turns = Math.max(fewestTurns, Math.ceil(running.length / mostAsked));
			await Promise.all(running.filter(({ replica }) => isDue(replica)).map(({ project, replica }) => askOne(project, replica)));
		},
		apply(project) {
			const replicas = project.replicas.map((replica) => withAnswer(replica, answers.get(replica.id)));
			return replicas.every((replica, index) => replica === project.replicas[index]) ? project : { ...project, replicas };
		},
		forget(id) {
			answers.delete(id);
		},
	};
}

function withAnswer(replica: Replica, answer: Answer | undefined): Replica {
	if (answer === undefined || !canAnswer(replica)) return replica;
	// What the engine knows is the cause of what it answers, or does not.
	const reason = replica.cutOff && answer.said.health !== 'healthy' ? replica.reason : answer.said.reason;
	if (replica.health === answer.said.health && replica.reason === reason) return replica;
	const { reason: _, ...rest } = replica;
	return { ...rest, health: answer.said.health, ...(reason !== undefined && { reason }) };
}

function canAnswer({ health, port }: Replica): boolean {
	return isRunning(health) && health !== 'restarting' && port > 0;
}
