import * as z from 'zod';
import { maxReplicas } from '../model/berth.ts';
import { isProjectName } from '../model/names.ts';
import { command, duration, list, map, noSettings, notA, repository, size, text, whole } from './fields.ts';
import type { KnownKeys } from './mistakes.ts';
import { shownValue } from './shown-value.ts';
import { exampleVolume, readVolume, volumeProblem } from './volumes.ts';

const mebibyte = 1024 ** 2;

/** Paths become words of a proxy's configuration, so only letters that need no quoting there, and no more than it takes. */
const urlPath = text(/^\/[\w.~+,=:@/-]{0,1000}$/, 'a path', '/health')
	.refine((path) => !/\/\.{0,2}\/|\/\.{1,2}$/.test(path), {
		error: 'has //, /. or /.. in it, which nginx takes out of what is asked for, so it would never match; write the path without',
	})
	.refine((path) => !/^\/(\.berth|\.well-known\/acme-challenge)(\/|$)/i.test(path), {
		error: 'is answered by the proxy itself; write another path',
	});

const domainPattern = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;
const domain = text(domainPattern, 'a host name', 'shop.example.com').toLowerCase();

const name = z
	.string({ error: notA('a project name', 'shop') })
	.refine(isProjectName, { error: notA('a project name', '2 to 39 of a–z, 0–9 and -, a letter first') });

const serviceImage = (usual: string) => text(/^[a-z0-9][\w.:/@-]*$/, 'an image', usual).default(usual);

const limits = {
	memory: size(6 * mebibyte, 'Docker needs 6m at least').optional(),
	reserve: size(6 * mebibyte, 'write 6m or more').optional(),
	cpus: z
		.preprocess(
			(value) => (typeof value === 'string' && /^\d*\.?\d+$/.test(value) ? Number(value) : value),
			z.number({ error: notA('a number of cores', '2 or 0.5') }),
		)
		.refine((value) => value >= 0.01 && value <= 512, { error: 'is out of range; write 0.01 to 512' })
		.optional(),
	pids: whole(16, 1_000_000, '1024').optional(),
};

const build = {
	context: text(/^(?!.*(^|\/)\.\.(\/|$))[\w.][\w./-]*$/, 'a directory inside the release', '. or backend').default('.'),
	dockerfile: text(/^(?!.*(^|\/)\.\.(\/|$))[\w.][\w./-]*$/, 'a file inside the release', 'Dockerfile.prod').default('Dockerfile.prod'),
};

const health = {
	path: urlPath.default('/health'),
	timeout: duration(1000).default(60_000),
	interval: duration(10).default(50),
};

const migrate = { command: command(), timeout: duration(1000).default(300_000) };

const volume = z.string({ error: notA('a volume', exampleVolume) }).transform((text, context) => {
	const problem = volumeProblem(text);
	if (problem === undefined) return readVolume(text);
	context.addIssue({ code: 'custom', message: problem });
	return z.NEVER;
});

const yesOrNo = z.boolean({ error: notA('true or false', 'true') }).default(false);
const hsts = { includeSubDomains: yesOrNo, preload: yesOrNo };

const site = {
	webSockets: list(urlPath, '[/ws/]').default([]),
	auth: list(urlPath, '[/api/auth/login]').default([]),
	limited: list(urlPath, '[/api/]').optional(),
	bodyLimit: size(1, 'write 1k or more').default(100 * mebibyte),
	readTimeout: duration(1000).default(300_000),
	hsts: map(hsts, '{includeSubDomains: true}').optional(),
};

const postgres = { image: serviceImage('postgres:15-alpine'), limits: map(limits, '{memory: 1g}') };
const redis = { image: serviceImage('redis:7-alpine'), limits: map(limits, '{memory: 512m}') };
const services = {
	postgres: map(postgres, '{image: postgres:15-alpine}').optional(),
	redis: map(redis, '{image: redis:7-alpine}').optional(),
};

/** What Docker gives by itself, and what reaches no further than the container's own processes and network; others are the whole server's. */
const grantable = [
	...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'IPC_LOCK', 'KILL', 'MKNOD', 'NET_ADMIN', 'NET_BIND_SERVICE'],
	...['NET_RAW', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT', 'SYS_NICE', 'SYS_PTRACE', 'SYS_RESOURCE'],
];
const capability = z.preprocess(
	(value) => (typeof value === 'string' ? value.toUpperCase().replace(/^CAP_/, '') : value),
	z.string({ error: notA('a capability', 'NET_RAW') }).refine((word) => grantable.includes(word), {
		error: ({ input }) => `${shownValue(input)} is none that an app may have; write one of ${grantable.join(', ')}`,
	}),
);
const truth = z.boolean({ error: notA('a truth', 'true or false') }).default(false);

const security = {
	capabilities: list(capability, '[NET_RAW]').default([]),
	privileges: truth,
	readOnly: truth,
	user: z
		.preprocess(
			(value) => (typeof value === 'number' ? String(value) : value),
			text(/^[\w][\w.-]{0,31}(:[\w][\w.-]{0,31})?$/, 'a user', '1000, app or 1000:1000'),
		)
		.optional(),
};

/** `${NAME}` is filled in from `.env`; any other dollar would stop compose. */
const environmentValue = z
	.string({ error: 'is not text; write the value in quotes' })
	.refine((value) => !/\$/.test(value.replaceAll(/\$\$|\$\{\w+\}/g, '')), {
		error: `has a bare $; write $$ for a dollar, \${NAME} for a value of .env`,
	})
	.refine((value) => !/[\r\n\0]/.test(value), { error: 'has more than one line; write \\n and let the app unfold it' });

const proxy = {
	driver: z.enum(['server', 'inner'], { error: notA('a proxy', 'server or inner') }).default('inner'),
	port: whole(1, 65_535, '9090').optional(),
};

const projectProxy = z.preprocess(
	(value) => (typeof value === 'string' ? { driver: value } : value),
	map(proxy, '{driver: inner}').optional(),
);

const project = {
	name,
	domain: domain.optional(),
	domains: list(domain, '[shop.example.com]').min(1, { error: 'is empty; write [shop.example.com]' }).optional(),
	tls: z.enum(['auto', 'off', 'files'], { error: notA('a way to have HTTPS', 'auto, off or files') }).default('auto'),
	proxy: projectProxy,
	image: repository().optional(),
	build: map(build, '{context: ., dockerfile: Dockerfile.prod}').optional(),
	port: whole(1, 65_535, '8000'),
	replicas: whole(1, maxReplicas, '1').default(1),
	command: command().optional(),
	health: map(health, '{path: /health}'),
	migrate: map(migrate, '{command: [alembic, upgrade, head]}').optional(),
	drain: duration(0).default(30_000),
	grace: duration(0).default(10_000),
	keep: whole(1, 50, '3').default(3),
	limits: map(limits, '{memory: 512m, cpus: 1}'),
	security: map(security, '{readOnly: true, user: 1000}'),
	environment: z
		.record(z.string().regex(/^[A-Za-z_]\w*$/), environmentValue, {
			error: (issue) =>
				issue.code === 'invalid_key' ? 'is not a variable name; write LOG_LEVEL' : notA('a map', '{LOG_LEVEL: info}')(issue),
		})
		.nullable()
		.default({}),
	volumes: list(volume, '["volumes/models:/app/models:ro"]').nullable().default([]),
	services: map(services, '{postgres: true}'),
	site: map(site, '{bodyLimit: 100m}'),
};

/** `project.yml` as it is written, with its defaults. */
export const projectSchema = z.strictObject(project, { error: noSettings('name: shop') });

export type ProjectFile = z.output<typeof projectSchema>;

/** Every key of `project.yml`, by the map it belongs to. */
export const projectKeys: KnownKeys = {
	'': Object.keys(project),
	build: Object.keys(build),
	proxy: Object.keys(proxy),
	health: Object.keys(health),
	migrate: Object.keys(migrate),
	limits: Object.keys(limits),
	security: Object.keys(security),
	services: Object.keys(services),
	'services.postgres': Object.keys(postgres),
	'services.redis': Object.keys(redis),
	'services.postgres.limits': Object.keys(limits),
	'services.redis.limits': Object.keys(limits),
	site: Object.keys(site),
	'site.hsts': Object.keys(hsts),
};
