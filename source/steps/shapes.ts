import type { Zod } from './step.ts';

// What several steps have in their data, as `ProxyAccess` and its like describe it.

export const berthName = (z: Zod) => z.enum(['blue', 'green']);

export const proxyAccess = (z: Zod) =>
	z.strictObject({
		driver: z.literal('container'),
		container: z.string(),
		directory: z.string(),
		httpPort: z.number(),
		httpsPort: z.number(),
	});

export const composeAccess = (z: Zod) =>
	z.strictObject({
		name: z.string(),
		file: z.string(),
		envFile: z.string().exactOptional(),
		mounts: z.array(z.string()).exactOptional(),
		directory: z.string().exactOptional(),
	});

export const replicaAddress = (z: Zod) => z.strictObject({ container: z.string(), port: z.number() });

export const healthQuestion = (z: Zod) => z.strictObject({ path: z.string(), host: z.string(), interval: z.number(), timeout: z.number() });

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

export const releaseRecord = (z: Zod) =>
	z.strictObject({
		version: z.string(),
		image: z.string(),
		imageId: z.string(),
		digest: z.string().exactOptional(),
		obtainedAt: z.number(),
	});

export const fileChange = (z: Zod) => z.strictObject({ path: z.string(), before: z.string().nullable(), after: z.string().nullable() });

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
