import type { SandboxImages } from '../images.ts';

/** One project that the sandbox makes. */
export interface SampleProject {
	readonly name: string;
	readonly domain: string;
	/** Words for `berth new`, besides name and domain. */
	readonly words: (images: SandboxImages) => readonly string[];
	/** Image repository of its releases; without it they are built from release directories. */
	readonly repository?: string;
	/** Its releases; the first goes live. */
	readonly releases: readonly SampleVersion[];
	/** Steady requests a second. */
	readonly rate: number;
	readonly webSockets: number;
}

export interface SampleVersion {
	readonly version: string;
	/** Settings of the sample app: BOOT_MS, FAULT… */
	readonly environment: Readonly<Record<string, string>>;
}

/** A release of shop that never becomes healthy. */
export const brokenVersion = 'v4-broken';

const boots = (milliseconds: number, ...versions: readonly string[]): readonly SampleVersion[] =>
	versions.map((version) => ({ version, environment: { BOOT_MS: String(milliseconds) } }));

/** What the sandbox's server has: every way that a project can get its image, and every service. */
export const sampleProjects: readonly SampleProject[] = [
	{
		name: 'shop',
		domain: 'shop.localhost',
		words: ({ postgres, redis }) => [
			...['--replicas', '3', '--memory', '192m', '--postgres', postgres, '--redis', redis],
			...['--migrate', 'node server.mjs migrate'],
		],
		releases: [...boots(1500, 'v1', 'v2', 'v3'), { version: brokenVersion, environment: { FAULT: 'health-500' } }],
		rate: 10,
		webSockets: 2,
	},
	{
		name: 'blog',
		domain: 'blog.localhost',
		words: ({ redis }) => ['--replicas', '2', '--memory', '192m', '--redis', redis],
		repository: 'berth-sandbox/blog',
		releases: boots(800, 'v1', 'v2', 'v3'),
		rate: 6,
		webSockets: 0,
	},
	{
		name: 'api',
		domain: 'api.localhost',
		words: () => ['--replicas', '1', '--memory', '192m'],
		releases: boots(500, 'v1', 'v2'),
		rate: 4,
		webSockets: 0,
	},
];

/**
 * A project file with the sandbox's own settings: a short drain and health limit, so that a newcomer need not wait, and the
 * sample app's WebSockets. A file that has them stays as it is.
 */
export function withSandboxSettings(projectText: string): string {
	if (/^drain:/m.test(projectText)) return projectText;
	return `${projectText.replace(/(^health:.*timeout: )60s/m, '$120s')}\ndrain: 5s\nsite: {webSockets: [/ws/]}\n`;
}
