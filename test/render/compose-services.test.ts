import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { renderServicesCompose } from '../../source/render/compose-services.ts';
import { blockOf } from '../../source/server/port-blocks.ts';
import { exampleProject } from './example-project.ts';

function render(services: string): string {
	return renderServicesCompose({
		project: exampleProject(`services: ${services}`),
		directory: '/opt/projects/web-shop',
		ports: blockOf(1, 'block'),
		network: 'web-shop_internal',
	});
}

test('keeps PostgreSQL on 127.0.0.1, with its data in the project', () => {
	expect(parse(render('{postgres: {limits: {memory: 1g}}}')).services).toEqual({
		postgres: {
			image: 'postgres:15-alpine',
			container_name: 'web-shop-postgres',
			restart: 'unless-stopped',
			volumes: ['/opt/projects/web-shop/volumes/postgres:/var/lib/postgresql/data'],
			networks: { project: { aliases: ['postgres'] } },
			labels: { 'berth.project': 'web-shop', 'berth.service': 'postgres' },
			logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3', labels: 'berth.project,berth.service' } },
			environment: {
				POSTGRES_USER: `\${POSTGRES_USER}`,
				POSTGRES_PASSWORD: `\${POSTGRES_PASSWORD}`,
				POSTGRES_DB: `\${POSTGRES_DB}`,
			},
			ports: ['127.0.0.1:8133:5432'],
			healthcheck: {
				test: ['CMD-SHELL', 'pg_isready -h 127.0.0.1 -U "$$POSTGRES_USER" -d "$$POSTGRES_DB"'],
				interval: '10s',
				timeout: '5s',
				retries: 5,
				start_period: '10s',
			},
			mem_limit: '1g',
			cap_drop: ['ALL'],
			cap_add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'],
			security_opt: ['no-new-privileges:true'],
			pids_limit: 1024,
			stop_grace_period: '60s',
		},
	});
});

test('never puts the Redis password where a list of processes shows it', () => {
	const { redis } = parse(render('{redis: true}')).services;
	expect(redis.ports).toEqual(['127.0.0.1:8180:6379']);
	expect(redis.environment).toEqual({ REDIS_PASSWORD: `\${REDIS_PASSWORD}` });
	expect(redis.command).toEqual([
		'sh',
		'-c',
		`exec docker-entrypoint.sh redis-server - <<END
dir /data
appendonly yes
requirepass "$$REDIS_PASSWORD"
maxmemory 256mb
maxmemory-policy allkeys-lru
END`,
	]);
	expect(redis.healthcheck.test).toEqual(['CMD-SHELL', 'REDISCLI_AUTH="$$REDIS_PASSWORD" redis-cli ping | grep -q PONG']);
	// One dollar would let compose write the value itself into the command.
	expect([...redis.command, ...redis.healthcheck.test].join(' ')).not.toMatch(/(?<!\$)\$(?!\$)/);
});

test('keeps the data of Redis below the limit of its container', () => {
	expect(parse(render('{redis: {limits: {memory: 128m}}}')).services.redis.command[2]).toContain('maxmemory 96mb');
});
