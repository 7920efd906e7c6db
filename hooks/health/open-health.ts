import { containerNameOf } from '../../source/model/berth.ts';
import { failureFacts } from '../../source/model/failure.ts';
import { replicaAt } from '../../source/model/ports.ts';
import type { Health } from '../../source/model/replica.ts';
import { findProject, liveReplicas, type ProjectSnapshot } from '../../source/model/snapshot.ts';
import { changeScreens } from '../change-screen.ts';
import type { Console } from '../console.ts';
import { openScreen, topScreen } from '../console-state.ts';
import { startCursor } from '../cursor.ts';
import type { HealthScreen } from './health-state.ts';

/** A container to look at. */
export type HealthSubject = Pick<HealthScreen, 'project' | 'container' | 'port'>;

/** Opens the card of a container and looks at it. */
export async function openHealth(console: Console, subject: HealthSubject): Promise<void> {
	console.update((state) => openScreen(state, { kind: 'health', cursor: startCursor, ...subject }));
	await lookAgain(console);
}

/** Looks again at the container whose card is in front; what was found before stays until the answer comes. */
export async function lookAgain(console: Console): Promise<void> {
	const top = topScreen(console.get());
	const { snapshot } = console.server.get();
	const project = top?.kind === 'health' && snapshot !== undefined ? findProject(snapshot, top.project) : undefined;
	if (top?.kind !== 'health' || project === undefined) return;
	const { container, port } = top;
	try {
		const diagnosis = await console.questions.diagnose(project, { name: container, ...(port !== undefined && { port }) });
		change(console, container, ({ failure: _, ...screen }) => ({ ...screen, diagnosis }));
	} catch (error) {
		change(console, container, (screen) => ({ ...screen, failure: failureFacts(error) }));
	}
}

/** Worst first: what a card of a whole project is about. */
const order: readonly (Health | 'gone')[] = ['gone', 'exited', 'restarting', 'unhealthy', 'stopped', 'starting', 'unknown', 'healthy'];

/** The container of a project that needs a look most: the worst live replica, else an ill service, else any replica. */
export function worstOf(project: ProjectSnapshot): HealthSubject | undefined {
	const live = liveReplicas(project);
	const gone = (project.site?.ports ?? []).filter((port) => !live.some((replica) => replica.port === port));
	const places = gone.flatMap((port) => {
		const at = project.ports && replicaAt(project.ports, port);
		return at === undefined ? [] : [{ container: containerNameOf(project.name, at.berth, at.index), port, health: 'gone' as const }];
	});
	const replicas = (live.length > 0 ? live : project.replicas).map(({ name, port, health }) => ({ container: name, port, health }));
	const services = project.services.flatMap(({ name, health }) =>
		health === 'healthy' || health === 'unknown' ? [] : [{ container: name, port: undefined, health }],
	);
	const rank = ({ health }: { readonly health: Health | 'gone' }) => order.indexOf(health);
	const [worst] = [...places, ...replicas, ...services].sort((left, right) => rank(left) - rank(right));
	if (worst === undefined) return undefined;
	return { project: project.name, container: worst.container, ...(worst.port !== undefined && { port: worst.port }) };
}

/** An answer that comes when the operator looks at another container belongs to nobody. */
function change(console: Console, container: string, apply: (screen: HealthScreen) => HealthScreen): void {
	console.update((state) => changeScreens(state, 'health', (screen) => (screen.container === container ? apply(screen) : screen)));
}
