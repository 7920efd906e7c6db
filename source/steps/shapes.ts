import type { ZodType } from 'zod';
import type { ProxyAccess } from '../proxies/proxy.ts';
import type { DataOf, Zod } from './step.ts';

// What several steps have in their data.

export const berthName = (z: Zod) => z.enum(['blue', 'green']);

export const proxyAccess = (z: Zod): ZodType<ProxyAccess> =>
	z.discriminatedUnion('driver', [
		z.strictObject({ driver: z.literal('container'), container: z.string(), ...reachable(z) }),
		z.strictObject({ driver: z.literal('inner'), container: z.string(), network: projectNetwork(z).exactOptional(), ...reachable(z) }),
		z.strictObject({
			driver: z.literal('npm'),
			container: z.string(),
			npm: z.strictObject({ data: z.string(), port: z.number(), root: z.string() }),
			network: projectNetwork(z).exactOptional(),
			...reachable(z),
		}),
		z.strictObject({ driver: z.literal('host'), program: z.string(), config: z.string(), pidFile: z.string(), ...reachable(z) }),
	]);

const reachable = (z: Zod) => ({ directory: z.string(), httpPort: z.number(), httpsPort: z.number() });

export type { ProxyAccess };

const projectNetwork = (z: Zod) => z.strictObject({ name: z.string(), subnet: z.string(), ports: portBlock(z) });

export const composeAccess = (z: Zod) =>
	z.strictObject({
		name: z.string(),
		file: z.string(),
		/** Values for `env_file` and for `${…}` in the environments of the file. */
		envFile: z.string().exactOptional(),
		/** What its containers mount of the project's directory: nobody else may lead it elsewhere, now or at any later start. */
		mounts: z.array(z.string()).exactOptional(),
		/** The project's directory. */
		directory: z.string().exactOptional(),
	});

/** A compose project as steps name it. */
export type ComposeAccess = DataOf<typeof composeAccess>;

export const replicaAddress = (z: Zod) =>
	z.strictObject({
		container: z.string(),
		port: z.number(),
		/** Where a proxy in the project's network reaches it. */
		at: z.strictObject({ address: z.string(), port: z.number() }).exactOptional(),
	});

/** A replica and the address that the proxy and the health check use for it. */
export type ReplicaAddress = DataOf<typeof replicaAddress>;

export const healthQuestion = (z: Zod) => z.strictObject({ path: z.string(), host: z.string(), interval: z.number(), timeout: z.number() });

/** The question that decides whether a replica is healthy: GET path, with that Host header. Times in ms. */
export type HealthQuestion = DataOf<typeof healthQuestion>;

export const mountedVolume = (z: Zod) => z.strictObject({ directory: z.string(), to: z.string() });

export const ownedDirectory = (z: Zod) => z.strictObject({ path: z.string(), mode: z.number() });

export const ownedLink = (z: Zod) => z.strictObject({ path: z.string(), target: z.string() });

export const portBlock = (z: Zod) =>
	z.strictObject({
		id: z.number(),
		base: z.number(),
		blue: z.number(),
		green: z.number(),
		postgres: z.number(),
		redis: z.number(),
	});

export const buildSource = (z: Zod) =>
	z.strictObject({ kind: z.literal('build'), context: z.string(), dockerfile: z.string(), place: z.string() });

/** What an image is built from: `dockerfile` lies in `context`; `place` is the directory of root's alone that both are built in. */
export type BuildSource = DataOf<typeof buildSource>;

export const releaseRecord = (z: Zod) =>
	z.strictObject({
		version: z.string(),
		image: z.string(),
		imageId: z.string(),
		digest: z.string().exactOptional(),
		obtainedAt: z.number(),
	});

export const fileChange = (z: Zod) => z.strictObject({ path: z.string(), before: z.string().nullable(), after: z.string().nullable() });

/** A file's text before and after a change; `null`: there is none. */
export type FileChange = DataOf<typeof fileChange>;

/** Of `.env`: its values are made when it is written. */
export const envAddition = (z: Zod) =>
	z.strictObject({
		key: z.string(),
		value: z.discriminatedUnion('kind', [
			z.strictObject({ kind: z.literal('text'), text: z.string() }),
			z.strictObject({ kind: z.literal('generate'), length: z.number() }),
		]),
	});

export const siteAtRisk = (z: Zod) =>
	z.strictObject({
		project: z.string(),
		path: z.string(),
		is: z.string().exactOptional(),
		serving: z.array(z.string()),
		copy: z
			.strictObject({
				path: z.string(),
				text: z.string(),
				release: z.string(),
				berth: berthName(z),
				generation: z.string(),
				domain: z.string(),
				tls: z.boolean(),
			})
			.exactOptional(),
	});
