import type { Operation } from '../../source/journal/records.ts';
import type { Plan } from '../../source/operations/plan.ts';
import type { StepOf } from '../../source/steps/index.ts';

const compose = {
	name: 'shop-green',
	file: '/opt/deploy/projects/shop/releases/v42/docker-compose.green.yml',
	envFile: '/opt/projects/shop/.env',
};
const proxy = { driver: 'container', container: 'nginx-proxy', directory: '/opt/nginx', httpPort: 80, httpsPort: 443 } as const;
const question = { path: '/health', host: 'shop.example', interval: 100, timeout: 60_000 };

export const exampleStart: StepOf<'start-replicas'> = {
	kind: 'start-replicas',
	project: 'shop',
	release: 'v42',
	berth: 'green',
	compose,
	existing: [],
	missing: ['shop-green-1', 'shop-green-2', 'shop-green-3'],
	grace: 30_000,
	ports: [8117, 8118, 8119],
};

export const exampleAwait: StepOf<'await-healthy'> = {
	kind: 'await-healthy',
	project: 'shop',
	release: 'v42',
	serving: 'v41',
	replicas: exampleStart.missing.map((container, index) => ({ container, port: 8117 + index })),
	question,
	logs: '/opt/deploy/projects/shop/failed-logs',
};

export const exampleRoute: StepOf<'route'> = {
	kind: 'route',
	project: 'shop',
	release: 'v42',
	berth: 'green',
	proxy,
	path: '/opt/nginx/conf.d/shop.conf',
	text: 'upstream shop { server 127.0.0.1:8117; }\n',
	before: 'upstream shop { server 127.0.0.1:8101; }\n',
	domain: 'shop.example',
	domainBefore: 'shop.example',
	tls: false,
	generation: 'v42 green',
	generationBefore: 'v41 blue',
};

export const exampleStop: StepOf<'stop-replicas'> = {
	kind: 'stop-replicas',
	project: 'shop',
	release: 'v41',
	berth: 'blue',
	replicas: [{ container: 'shop-blue-1', port: 8101 }],
	grace: 30_000,
	question,
};

/** A deploy of shop v42 over v41, with four of its steps. */
export const examplePlan: Plan = {
	intent: { kind: 'deploy', project: 'shop', version: 'v42' },
	project: 'shop',
	title: 'Deploy shop v42: blue (v41) → green, 3 replicas',
	steps: [exampleStart, exampleAwait, exampleRoute, exampleStop],
	files: [{ path: exampleRoute.path, before: exampleRoute.before, after: exampleRoute.text }],
	notes: ['shop-blue-2 is unhealthy now'],
	expect: { seconds: 6, memory: 512 * 1024 ** 2 },
	confirm: 'yes',
	basis: { site: 'abc' },
	resume: 'back',
	empty: false,
};

/** A stored operation with that plan. */
export function exampleOperation(id: string): Operation {
	return { id, plan: examplePlan, user: 'ann', host: 'vps', requestedAt: 1 };
}
