import { expect, test } from 'vitest';
import { type ProjectAnswers, renderProjectFile } from '../../source/config/new-project-file.ts';
import { parseProject } from '../../source/config/project-file.ts';
import { failureOf } from '../fakes/failure-of.ts';

const path = '/opt/projects/shop/project.yml';
const least: ProjectAnswers = { name: 'shop', domains: ['shop.example.com'], port: 8000, replicas: 1, services: {} };

test('writes a file that Berth reads back as it was answered', () => {
	const answers: ProjectAnswers = {
		...least,
		image: 'ghcr.io/company/shop',
		replicas: 3,
		healthPath: '/up',
		services: { postgres: 'postgres:16', redis: true },
		memory: '512m',
		cpus: 0.5,
		migrate: 'alembic upgrade head',
		drain: '2m',
	};
	expect(parseProject(renderProjectFile(answers), path)).toMatchObject({
		domains: ['shop.example.com'],
		source: { kind: 'image', repository: 'ghcr.io/company/shop' },
		replicas: 3,
		health: { path: '/up' },
		limits: { memory: 536_870_912, cpus: 0.5 },
		migrate: { command: ['alembic', 'upgrade', 'head'] },
		drain: 120_000,
		services: { postgres: { image: 'postgres:16' }, redis: { image: 'redis:7-alpine' } },
	});
});

test('builds on the server when no image is named', () => {
	expect(parseProject(renderProjectFile(least), path).source).toEqual({ kind: 'build', context: '.', dockerfile: 'Dockerfile.prod' });
	const own = { ...least, build: { context: 'backend', dockerfile: 'Dockerfile' } };
	expect(parseProject(renderProjectFile(own), path).source).toEqual({ kind: 'build', context: 'backend', dockerfile: 'Dockerfile' });
});

test('lets every example in its comments be used by taking the # away', () => {
	const examples = renderProjectFile(least).replaceAll(
		/^# ?(?=(?:migrate|limits|security|services|environment|volumes|drain|grace|keep|site):)/gm,
		'',
	);
	const text = examples.replaceAll(/^# {3}(?=\w+: )/gm, '  ');
	expect(parseProject(text, path)).toMatchObject({
		migrate: { timeout: 300_000 },
		limits: { memory: 536_870_912, memoryReservation: 268_435_456, cpus: 1 },
		security: { user: '1000', readOnly: true, capabilities: ['NET_RAW'], privileges: true },
		services: { postgres: {}, redis: {} },
		environment: { LOG_LEVEL: 'info' },
		volumes: [{ from: 'volumes/models', to: '/app/models', readOnly: true }],
		site: { webSocketPaths: ['/ws/'], authPaths: ['/api/auth/login'] },
	});
});

test('cannot be made to say something else by an answer', () => {
	const failure = failureOf(() => parseProject(renderProjectFile({ ...least, domains: ['a.example.com]\nport: 1'] }), path));
	expect(failure.output).toEqual(['line 4: domains[0]: "a.example.com]\\nport: 1" is not a host name; write shop.example.com']);
});
