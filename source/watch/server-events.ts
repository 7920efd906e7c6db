import type { EngineEvent } from '../host/host.ts';
import { identityOf } from '../model/container-identity.ts';
import { projectOfImage } from '../model/release.ts';
import { projectOfNetwork } from '../server/networks.ts';

/** Something that the engine did, as far as an operator asks for it later. */
export interface ServerEvent {
	/** Epoch ms. */
	readonly at: number;
	readonly type: 'container' | 'image' | 'network';
	/** `start`, `die`, `oom`, `health_status: unhealthy`, `pull`… */
	readonly action: string;
	readonly id: string;
	/** Of the container, image or network. */
	readonly name: string;
	/** Absent if it is no project's, as the proxy and containers of others are. */
	readonly project?: string;
	readonly berth?: string;
	readonly replica?: string;
	/** Of a container that died. */
	readonly exitCode?: number;
}

/** What is worth remembering: a container's every exec, attach and connect is not, nor that an image lost its tag before it went. */
const noted: Readonly<Record<ServerEvent['type'], ReadonlySet<string>>> = {
	container: new Set(['start', 'die', 'oom', 'restart', 'pause', 'unpause', 'destroy']),
	image: new Set(['pull', 'tag', 'delete', 'import', 'load']),
	network: new Set(['create', 'destroy']),
};

const digest = /^(?:sha256:)?[0-9a-f]{64}$/;

/** The event as it is remembered; `undefined` for one that is not. */
export function noteEvent({ at, type, action, id, labels }: EngineEvent): ServerEvent | undefined {
	if (type !== 'container' && type !== 'image' && type !== 'network') return undefined;
	if (!noted[type].has(action) && !(type === 'container' && action.startsWith('health_status'))) return undefined;
	const name = labels.name ?? id.slice(0, 12);
	// Every layer of a build goes by its digest alone, which tells nobody anything.
	if (type === 'image' && digest.test(name)) return undefined;
	const { exitCode } = labels;
	return {
		...{ at, type, action, id, name },
		...ownerOf({ type, labels }),
		...(action === 'die' && exitCode !== undefined && { exitCode: Number(exitCode) }),
	};
}

/** Whose container, network or image an event is about, by its name: an image's labels, which its containers have too, say what its author likes. */
export function ownerOf({ type, labels }: Pick<EngineEvent, 'type' | 'labels'>): Pick<ServerEvent, 'project' | 'berth' | 'replica'> {
	const { name = '' } = labels;
	if (type === 'container') {
		const identity = identityOf({ name, labels });
		if (identity === undefined) return {};
		const { project } = identity;
		return identity.kind === 'replica' ? { project, berth: identity.berth, replica: String(identity.index) } : { project };
	}
	const project = type === 'network' ? projectOfNetwork(name) : projectOfImage(name);
	return project === undefined ? {} : { project };
}
