import type { NetworkInspectInfo } from 'dockerode';
import type { Engine } from './engine.ts';
import type { Docker, NetworkInfo } from './host.ts';

type DockerNetworks = Pick<Docker, 'networks' | 'createNetwork' | 'removeNetwork' | 'connectNetwork' | 'disconnectNetwork'>;

/** The engine's networks. */
export function createDockerNetworks(engine: Engine): DockerNetworks {
	/** One that is not connected is refused with 403 or 500. */
	const disconnect = async (deed: string, name: string, container: string) => {
		await engine.find(
			deed,
			(docker, abortSignal) => docker.getNetwork(name).disconnect({ Container: container, Force: true, abortSignal }),
			[403, 404, 500],
		);
	};
	return {
		async networks() {
			const found = await engine.read<readonly NetworkInspectInfo[]>('list networks', '/networks');
			return found.map(networkInfo);
		},
		async createNetwork({ name, subnet, range, gateway, labels }) {
			await engine.ask(`create network ${name}`, (docker, abortSignal) =>
				docker.createNetwork({
					Name: name,
					Driver: 'bridge',
					// Without it Docker makes a second network of the same name.
					CheckDuplicate: true,
					IPAM: { Config: [{ Subnet: subnet, IPRange: range, Gateway: gateway }] },
					Labels: { ...labels },
					abortSignal,
				}),
			);
		},
		async removeNetwork(name) {
			await engine.find(`remove network ${name}`, (docker, abortSignal) => docker.getNetwork(name).remove({ abortSignal }), [404]);
		},
		async connectNetwork(name, container, aliases, address) {
			const connect = `connect ${container} to network ${name}`;
			// It would not start with a network that is gone, and a second connection to one that is there is refused.
			await disconnect(connect, name, container);
			await engine.ask(connect, (docker) =>
				docker.getNetwork(name).connect({
					Container: container,
					EndpointConfig: { Aliases: [...aliases], ...(address !== undefined && { IPAMConfig: { IPv4Address: address } }) },
				}),
			);
		},
		disconnectNetwork: (name, container) => disconnect(`disconnect ${container} from network ${name}`, name, container),
	};
}

function networkInfo({ Id, Name, IPAM, Labels }: NetworkInspectInfo): NetworkInfo {
	const configs = IPAM?.Config ?? [];
	const subnets = configs.map((config) => config.Subnet).filter((subnet) => subnet !== undefined);
	const { IPRange: range, Gateway: gateway } = configs[0] ?? {};
	return { id: Id, name: Name, subnets, ...(range && { range }), ...(gateway && { gateway }), labels: Labels ?? {} };
}
