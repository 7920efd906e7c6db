import { join } from 'node:path';
import { parseProject } from '../../source/config/project-file.ts';
import { projectSchema } from '../../source/config/project-schema.ts';
import type { Project } from '../../source/model/project.ts';
import { nginx } from '../../source/proxies/nginx/index.ts';
import { renderBerthCompose } from '../../source/render/compose-berth.ts';
import { renderServicesCompose } from '../../source/render/compose-services.ts';
import { type Layout, projectLayout } from '../../source/server/layout.ts';
import type { Rendered } from './rendered.ts';
import type { SettingsFile } from './settings-file.ts';

export const example = {
	name: 'shop',
	domains: ['shop.example'],
	build: { context: 'backend', dockerfile: 'Dockerfile.prod' },
	port: 8000,
	replicas: 2,
	command: ['serve', '--port', '8000'],
	health: { path: '/health', timeout: '60s', interval: '50ms' },
	migrate: { command: ['alembic', 'upgrade', 'head'], timeout: '5m' },
	proxy: { driver: 'server', port: 8190 },
	tls: 'auto',
	drain: '30s',
	grace: '10s',
	keep: 3,
	limits: { memory: '512m', reserve: '256m', cpus: 0.5, pids: 512 },
	security: { capabilities: ['NET_RAW'], privileges: false, readOnly: false, user: '1000:1000' },
	environment: { LOG_LEVEL: 'info', ADDRESS: `https://\${DOMAIN}/` },
	volumes: ['volumes/models:/app/models:ro'],
	services: {
		postgres: { image: 'postgres:15-alpine', limits: { memory: '1g', reserve: '512m', cpus: 2, pids: 600 } },
		redis: { image: 'redis:7-alpine', limits: { memory: '100m', reserve: '50m', cpus: 1, pids: 200 } },
	},
	site: {
		webSockets: ['/ws/'],
		auth: ['/api/auth/login'],
		limited: ['/api/'],
		bodyLimit: '100m',
		readTimeout: '5m',
		hsts: { includeSubDomains: true, preload: true },
	},
};

/** `project.yml` with every key of it; its project is called as its directory, whatever that is. */
export const projectYml: SettingsFile<Project> = {
	schema: projectSchema,
	example,
	instead: { domain: { of: 'domains', example: 'shop.example' }, image: { of: 'build', example: 'ghcr.io/company/shop' } },
	read: (text) => parseProject(text, `/opt/projects/${nameIn(text)}/project.yml`),
};

/** What the directory must be called for a name that could be one. */
function nameIn(text: string): string {
	return /^name: "?([a-z0-9-]+)"?$/m.exec(text)?.[1] ?? 'shop';
}

const ports = { id: 1, base: 8100, blue: 8101, green: 8117, postgres: 8133, redis: 8180 };

/** All that is rendered of a project. Without its generation, by which alone any two sites differ. */
export function renderProject(layout: Layout, project: Project, version = '1.22.1'): Rendered {
	const { directory } = projectLayout(layout, project.name);
	const network = `${project.name}_internal`;
	const at = {
		layout,
		httpPort: 80,
		httpsPort: 443,
		version,
		certificate: { path: join(layout.certificates, 'shop.example'), isRenewed: true },
	};
	const site = nginx.renderSite({ ...at, driver: 'container', project, release: 'v1', berth: 'blue', ports: [8101, 8102] });
	return {
		site: site.text.replaceAll(site.generation, '0123456789ab'),
		berth: renderBerthCompose({ project, directory, version: 'v1', berth: 'blue', replicas: project.replicas, ports, network }),
		services: renderServicesCompose({ project, directory, ports, network }),
	};
}
