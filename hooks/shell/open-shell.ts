import { failureFacts } from '../../source/model/failure.ts';
import { isRunning, type Replica } from '../../source/model/replica.ts';
import { liveReplicas, type ProjectSnapshot } from '../../source/model/snapshot.ts';
import { describeFailure } from '../../source/present/describe-failure.ts';
import type { Console } from '../console.ts';
import { closeDialog, openDialog, say, topScreen } from '../console-state.ts';
import { selectedProject } from '../fleet/selected-project.ts';
import { selectionOf } from '../fleet/selection.ts';
import type { KeyPress, Terminal } from '../key-press.ts';
import { fill, type Span, span } from '../line.ts';
import type { ReplicaTarget } from '../panes/pane.ts';

/** Consoles in which a shell is being opened or is open: another one would be handed a terminal that is not there. */
const busy = new WeakSet<Console>();

/** Opens a shell in the selected replica or service; of a project, in its only replica that runs, or lets the operator pick one. */
export function openShell({ console, terminal }: KeyPress): void {
	const project = selectedProject(console);
	const selection = selectionOf(console);
	if (selection !== undefined && selection.kind !== 'project') return void runShell(console, terminal, selection.id);
	const replicas = project === undefined ? [] : shellReplicas(project);
	const [first] = replicas;
	if (project === undefined || first === undefined) return;
	if (replicas.length === 1) void runShell(console, terminal, first.name);
	else pickReplica(console, project, replicas);
}

/** Why no shell can be opened now; `undefined` if one can. */
export function shellReason(console: Console): string | undefined {
	if (topScreen(console.get())?.kind === 'plan') return 'a plan waits for its answer';
	const project = selectedProject(console);
	if (project === undefined) return 'no project is selected';
	const selection = selectionOf(console);
	if (selection?.kind === 'service') return isRunning(selection.service.health) ? undefined : `${selection.id} does not run`;
	if (selection?.kind === 'replica') return replicaReason(selection);
	return shellReplicas(project).length === 0 ? `no replica of ${project.name} runs` : undefined;
}

function replicaReason({ id, replica }: ReplicaTarget): string | undefined {
	if (replica === undefined) return `${id} is gone`;
	return isRunning(replica.health) ? undefined : `${id} does not run`;
}

/** Hands the terminal to a shell in a container and says how that ended. What is typed meanwhile is the shell's. */
export async function runShell(console: Console, terminal: Terminal, container: string): Promise<void> {
	if (busy.has(console)) return;
	busy.add(console);
	console.update((state) => say(closeDialog(state), `Opening a shell in ${container}`, 'plain', console.now()));
	try {
		const command = await console.host.terminal.shell(container);
		let code = 0;
		await terminal.handOver(async () => {
			code = await console.host.terminal.run(command, `Shell in ${container}; exit comes back to Berth.`);
		});
		const ended = code === 0 ? '' : `, which ended with ${code}`;
		console.update((state) => say(state, `Back from the shell in ${container}${ended}`, 'plain', console.now()));
	} catch (error) {
		console.update((state) => say(state, describeFailure(failureFacts(error)).join('. '), 'bad', console.now()));
	} finally {
		busy.delete(console);
	}
}

/** Running replicas: those with traffic first, and of them the healthy ones. */
function shellReplicas(project: ProjectSnapshot): readonly Replica[] {
	const live = liveReplicas(project);
	const rank = (replica: Replica) => (live.includes(replica) ? 0 : 2) + (replica.health === 'healthy' ? 0 : 1);
	return project.replicas.filter(({ health }) => isRunning(health)).sort((left, right) => rank(left) - rank(right));
}

function pickReplica(console: Console, project: ProjectSnapshot, replicas: readonly Replica[]): void {
	const live = liveReplicas(project);
	const width = Math.max(...replicas.map(({ name }) => name.length));
	const choices = replicas.map((replica) => ({
		value: replica.name,
		words: [span(fill(replica.name, width), 'strong'), span(`  ${replica.release}  `), healthWords(replica, live.includes(replica))],
	}));
	console.update((state) =>
		openDialog(state, {
			kind: 'choose',
			title: `Shell in a replica of ${project.name}`,
			choices,
			empty: '',
			purpose: { kind: 'shell' },
			cursor: { index: 0, top: 0 },
		}),
	);
}

function healthWords({ health }: Replica, isLive: boolean): Span {
	return span(`${health}${isLive ? '' : ', no traffic'}`, health === 'healthy' ? 'good' : 'warn');
}
