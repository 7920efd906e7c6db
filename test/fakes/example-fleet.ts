import type { AuditEntry } from '../../source/journal/records.ts';
import type { BerthName } from '../../source/model/berth.ts';
import { certificateAuthority } from '../../source/model/certificate.ts';
import type { Health, Replica } from '../../source/model/replica.ts';
import type { ProjectSnapshot, Snapshot } from '../../source/model/snapshot.ts';
import { renderRenewalTimer } from '../../source/render/renewal-timer.ts';
import type { SiteTraffic } from '../../source/traffic/figures.ts';
import type { ServerEvent } from '../../source/watch/server-events.ts';
import type { ServerView, Usage } from '../../source/watch/view.ts';
import { exampleCertificate } from './example-certificates.ts';
import { exampleProject, exampleSnapshot } from './example-snapshot.ts';

/** The moment of the example, epoch ms. */
export const exampleNow = Date.UTC(2026, 2, 1, 14, 2, 11);

const minute = 60_000;
const mebibyte = 1024 ** 2;

interface ExampleProject {
	readonly name: string;
	readonly id: number;
	readonly berth?: BerthName;
	readonly release?: string;
	readonly healths?: readonly Health[];
	readonly releases?: readonly string[];
}

/** A project on the example server; its live berth has one replica for each health. */
export function fleetProject({ name, id, berth = 'blue', release, healths = [], releases = [] }: ExampleProject): ProjectSnapshot {
	const base = 8000 + id * 100;
	const ports = { id, base, blue: base + 1, green: base + 17, postgres: base + 33, redis: base + 80 };
	const replicas = healths.map((health, index) => exampleReplica(name, berth, index + 1, release ?? 'v1', ports[berth] + index, health));
	return {
		name,
		directory: `/opt/projects/${name}`,
		project: { ...exampleProject, name, domains: [`${name}.example`] },
		ports,
		...(release !== undefined && {
			site: {
				path: `/opt/nginx/conf.d/${name}.conf`,
				text: '',
				berth,
				release,
				ports: replicas.map(({ port }) => port),
				domains: [`${name}.example`],
				tls: false,
				generation: null,
			},
			current: release,
		}),
		...(releases[1] !== undefined && { previous: releases[1] }),
		replicas,
		services: [{ id: `${name}-postgres`, name: `${name}-postgres`, service: 'postgres', health: 'healthy', port: ports.postgres }],
		releases: releases.map((version, index) => ({
			version,
			image: `${name}-backend:${version}`,
			obtainedAt: exampleNow - (index * 1440 + 37) * minute,
			hasImage: index < 3,
			hasSource: true,
		})),
		composeFiles: {},
		networkId: 'network-1',
	};
}

function exampleReplica(project: string, berth: BerthName, index: number, release: string, port: number, health: Health): Replica {
	const name = `${project}-${berth}-${index}`;
	const reason = health === 'unhealthy' ? 'GET /health answered 500' : health === 'exited' ? 'exit code 137, out of memory' : undefined;
	return {
		id: name,
		name,
		project,
		berth,
		index,
		release,
		port,
		imageId: 'sha256:1',
		health,
		restarts: health === 'unhealthy' ? 4 : 0,
		startedAt: exampleNow - 36 * minute,
		...(reason !== undefined && { reason }),
	};
}

/** Projects in every state, the names short and long. */
export const exampleProjects: readonly ProjectSnapshot[] = [
	fleetProject({ name: 'blog', id: 2, release: 'v7', healths: ['healthy'], releases: ['v7', 'v6'] }),
	fleetProject({
		name: 'chat',
		id: 3,
		berth: 'green',
		release: '2026-02-28.1',
		healths: ['healthy', 'healthy'],
		releases: ['2026-02-28.1'],
	}),
	fleetProject({ name: 'docs', id: 4 }),
	fleetProject({
		name: 'hubnity-backend',
		id: 5,
		release: 'v112',
		healths: ['healthy', 'unhealthy', 'healthy'],
		releases: ['v112', 'v111'],
	}),
	fleetProject({ name: 'mail-gateway', id: 6, release: 'v3', healths: ['exited'], releases: ['v3'] }),
	fleetProject({ name: 'muscle-up', id: 7, release: 'v19', healths: ['healthy', 'starting'], releases: ['v19'] }),
	withHttps({
		...fleetProject({
			name: 'shop',
			id: 1,
			release: 'v41',
			healths: ['healthy', 'healthy', 'healthy'],
			releases: ['v42', 'v41', 'v40', 'v39'],
		}),
		previous: 'v40',
		certificate: exampleCertificate({ notBefore: exampleNow - 29 * 1440 * minute, expiresAt: exampleNow + 61 * 1440 * minute }),
	}),
];

function withHttps(project: ProjectSnapshot): ProjectSnapshot {
	return { ...project, ...(project.site && { site: { ...project.site, tls: true } }) };
}

/** The machine renews certificates by itself. */
const timer = { kind: 'systemd', program: '/usr/local/bin/berth' } as const;
const timerFiles = renderRenewalTimer({ ...timer, root: exampleSnapshot.root, hostname: 'prod-1' });

const usage: Readonly<Record<string, Usage>> = Object.fromEntries(
	exampleProjects.flatMap(({ replicas, services }) =>
		[...replicas, ...services].map(({ id }, index) => [id, { cpu: 3.2 + index * 7.9, memory: (96 + index * 41) * mebibyte }]),
	),
);

/** Traffic with a hill in the last ten minutes. */
export function exampleTraffic(rate: number, errors = 0): SiteTraffic {
	const history = Array.from({ length: 60 }, (_, index) => Math.round(rate * 10 * (0.6 + 0.4 * Math.sin(index / 7)) + (index % 3)));
	return { rate, p50: 12, p95: 87, p99: 240, clientErrors: 0, errors, history, replicas: {} };
}

const audit: readonly AuditEntry[] = [
	{
		at: exampleNow - 37 * minute,
		id: '20260301-132511-shop',
		operation: 'deploy',
		project: 'shop',
		title: 'Deploy shop v41: green (v40) → blue, 3 replicas',
		user: 'anna',
		outcome: 'done',
		took: 14_300,
		proof: {
			probes: 412,
			probesFailed: 0,
			slowest: 84,
			requests: 8312,
			requestsFailed: 0,
			byRelease: { v40: 4200, v41: 4112 },
			failures: [],
		},
	},
	{
		at: exampleNow - 1500 * minute,
		id: '20260228-130211-shop',
		operation: 'deploy',
		project: 'shop',
		title: 'Deploy shop v41: green (v40) → blue, 3 replicas',
		user: 'ci',
		outcome: 'failed',
		took: 31_000,
		failure: { kind: 'external', what: 'shop v41 never became healthy' },
	},
];

/** What the engine told of the example server, newest first. */
export const exampleEvents: readonly ServerEvent[] = [
	{ at: exampleNow - 2 * minute, type: 'container', action: 'die', ...placeOf('mail-gateway', 1), exitCode: 137 },
	{ at: exampleNow - 2 * minute - 1, type: 'container', action: 'oom', ...placeOf('mail-gateway', 1) },
	{ at: exampleNow - 5 * minute, type: 'container', action: 'health_status: unhealthy', ...placeOf('hubnity-backend', 2) },
	{ at: exampleNow - 36 * minute, type: 'container', action: 'start', ...placeOf('shop', 1) },
	{ at: exampleNow - 38 * minute, type: 'image', action: 'pull', id: 'sha256:0123456789abcdef', name: 'postgres:17' },
];

function placeOf(project: string, index: number) {
	return { id: `${project}-${index}`, name: `${project}-blue-${index}`, project, berth: 'blue', replica: String(index) };
}

/** The example server as it was seen last. */
export function exampleView(projects: readonly ProjectSnapshot[] = exampleProjects): ServerView {
	const snapshot: Snapshot = {
		...exampleSnapshot,
		takenAt: exampleNow,
		hostname: 'prod-1',
		projects,
		proxy: { ...exampleSnapshot.proxy, instance: 'nginx', test: { valid: true, output: [] } },
		capacity: { memoryAvailable: 5.2 * 1024 ** 3, memoryTotal: 15.6 * 1024 ** 3, diskFree: 61 * 1024 ** 3, processors: 4 },
		certificates: { ...certificateAuthority('letsencrypt', false), method: { kind: 'webroot' }, challengePort: 80 },
		renewal: { ...timer, files: Object.fromEntries(timerFiles.map(({ path, text }) => [path, text])) },
		listening: [8101, 8102, 8103, 8133, 8201, 80, 443],
	};
	const traffic = {
		shop: exampleTraffic(42.3),
		blog: exampleTraffic(3.1),
		'hubnity-backend': exampleTraffic(118, 0.013),
		chat: exampleTraffic(7.7),
	};
	return { snapshot, usage, traffic, audit, events: exampleEvents, freshAt: exampleNow };
}
