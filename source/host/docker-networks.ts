import type { NetworkInspectInfo } from 'dockerode';
import type { Engine } from './engine.ts';
import type { Docker, NetworkInfo } from './host.ts';

type DockerNetworks = Pick<Docker, 'networks' | 'createNetwork' | 'removeNetwork'>;

/** The engine's networks. */
export function createDockerNetworks(engine: Engine): DockerNetworks {
	return {
		async networks() {
			const found = await engine.read<readonly NetworkInspectInfo[]>('list networks', '/networks');
			return found.map(networkInfo);
		},
		async createNetwork({ name, subnet, labels }) {
			await engine.ask(`create network ${name}`, (docker, abortSignal) =>
				docker.createNetwork({
					Name: name,
					Driver: 'bridge',
					// Without it Docker makes a second network of the same name.
					CheckDuplicate: true,
					IPAM: { Config: [{ Subnet: subnet }] },
					Labels: { ...labels },
					abortSignal,
				}),
			);
		},
		async removeNetwork(name) {
			await engine.find(`remove network ${name}`, (docker, abortSignal) => docker.getNetwork(name).remove({ abortSignal }), [404]);
		},
	};
}

function networkInfo({ Id, Name, IPAM, Labels }: NetworkInspectInfo): NetworkInfo {
	const subnets = (IPAM?.Config ?? []).map((config) => config.Subnet).filter((subnet) => subnet !== undefined);
	return { id: Id, name: Name, subnets, labels: Labels ?? {} };
}
