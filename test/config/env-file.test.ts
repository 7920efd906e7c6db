import { expect, test } from 'vitest';
import { planEnv } from '../../source/config/env-file.ts';
import { parseProject } from '../../source/config/project-file.ts';
import { blockOf } from '../../source/server/port-blocks.ts';

const ports = blockOf(2, 'block');

function project(services: string) {
	const text = `name: web-shop\ndomain: shop.example.com\nbuild: true\nport: 8000\nservices: ${services}`;
	return parseProject(text, '/opt/projects/web-shop/project.yml');
}

test('plans ports, names that PostgreSQL takes unquoted, and secrets without values', () => {
	const entries = planEnv(project('{postgres: true, redis: true}'), ports, undefined);
	expect(Object.fromEntries(entries.map(({ key, value }) => [key, value.kind === 'text' ? value.text : value.length]))).toEqual({
		BACKEND_EXTERNAL_PORT: '8201',
		POSTGRES_EXTERNAL_PORT: '8233',
		REDIS_EXTERNAL_PORT: '8280',
		WORKERS: '4',
		POSTGRES_USER: 'web_shop_prod',
		POSTGRES_PASSWORD: 32,
		POSTGRES_DB: 'web_shop_production',
		REDIS_PASSWORD: 32,
		SECRET_KEY: 64,
		CSRF_SECRET_KEY: 64,
		ALGORITHM: 'HS256',
		ENVIRONMENT: 'production',
	});
});

test('has nothing of services that the project does not have', () => {
	const keys = planEnv(project('{}'), ports, undefined).map(({ key }) => key);
	expect(keys.filter((key) => /POSTGRES|REDIS/.test(key))).toEqual([]);
});

test('never touches a key that is there', () => {
	const there = ['SECRET_KEY', 'POSTGRES_PASSWORD', 'BACKEND_EXTERNAL_PORT'];
	const keys = planEnv(project('{postgres: true}'), ports, there).map(({ key }) => key);
	expect(keys.filter((key) => there.includes(key))).toEqual([]);
	expect(keys).toContain('CSRF_SECRET_KEY');
});
