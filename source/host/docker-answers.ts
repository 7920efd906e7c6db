import type { ContainerInfo, ContainerInspectInfo, Port } from 'dockerode';
import type { ContainerRights } from '../model/rights.ts';
import type { ContainerDetail, ContainerSummary, PublishedPort } from './host.ts';

const states = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'] as const;

/** One row of the engine's list of containers. */
export function containerSummary(found: ContainerInfo): ContainerSummary {
	return {
		id: found.Id,
		name: nameOf(found.Names[0] ?? ''),
		image: found.Image,
		imageId: found.ImageID,
		state: states.find((state) => state === found.State) ?? 'dead',
		status: found.Status,
		labels: found.Labels ?? {},
		ports: (found.Ports ?? []).flatMap(publishedPort),
		createdAt: found.Created * 1000,
		...(found.Mounts !== undefined && { mounts: found.Mounts.filter(({ Type }) => Type === 'bind').map(({ Source }) => Source) }),
		...networksOf(found.NetworkSettings?.Networks),
	};
}

/** The engine's description of one container. */
export function containerDetail(found: ContainerInspectInfo): ContainerDetail {
	const { State: state } = found;
	const health = healthOf(state.Health?.Status);
	const output = state.Health?.Log?.at(-1)?.Output;
	const startedAt = Date.parse(state.StartedAt);
	const endedAt = Date.parse(state.FinishedAt);
	const policy = found.HostConfig?.RestartPolicy?.Name;
	return {
		id: found.Id,
		name: nameOf(found.Name),
		running: state.Running,
		restarting: state.Restarting,
		paused: state.Paused,
		restarts: found.RestartCount,
		exitCode: state.ExitCode,
		outOfMemory: state.OOMKilled,
		error: state.Error,
		...(health !== undefined && { health }),
		...(output !== undefined && { healthOutput: output }),
		pid: state.Pid,
		// A container that never ran has started in the year 1.
		...(startedAt > 0 && { startedAt }),
		...(endedAt > 0 && { endedAt }),
		labels: found.Config.Labels ?? {},
		...(found.HostConfig !== undefined && { rights: rightsOf(found.HostConfig) }),
		...(policy && { startsWithEngine: policy !== 'no' }),
		...networksOf(found.NetworkSettings?.Networks),
		...(found.Config.User !== undefined && { user: found.Config.User }),
	};
}

function networksOf(found: Readonly<Record<string, { readonly NetworkID?: string }>> | undefined): Pick<ContainerSummary, 'networks'> {
	if (found === undefined) return {};
	return { networks: Object.fromEntries(Object.entries(found).map(([name, network]) => [name, network?.NetworkID ?? ''])) };
}

function rightsOf({ CapAdd, CapDrop, SecurityOpt }: ContainerInspectInfo['HostConfig']): ContainerRights {
	const names: readonly string[] = CapAdd ?? [];
	const isBare = (CapDrop ?? []).some((name: string) => name.toUpperCase() === 'ALL');
	return {
		...(isBare && { capabilities: names.map((name) => name.replace(/^CAP_/, '')) }),
		privileges: !(SecurityOpt ?? []).some((option: string) => /^no-new-privileges(?!:false|=false)/.test(option)),
	};
}

function healthOf(status: string | undefined): ContainerDetail['health'] {
	return status === 'starting' || status === 'healthy' || status === 'unhealthy' ? status : undefined;
}

function publishedPort({ IP, PublicPort, PrivatePort }: Port): readonly PublishedPort[] {
	return PublicPort ? [{ address: IP ?? '0.0.0.0', host: PublicPort, container: PrivatePort }] : [];
}

function nameOf(name: string): string {
	return name.replace(/^\//, '');
}
