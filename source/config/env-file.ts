import type { PortBlock } from '../model/ports.ts';
import type { Project } from '../model/project.ts';

/** One line of a new `.env`; a value to `generate` is so many random characters, made when it is written. */
export interface EnvAddition {
	readonly key: string;
	readonly value: { readonly kind: 'text'; readonly text: string } | { readonly kind: 'generate'; readonly length: number };
}

/** What `.env` still needs for this project; a key that is there is never touched. `undefined`: there is no file yet. */
export function planEnv(project: Project, ports: PortBlock, existingKeys: readonly string[] | undefined): EnvAddition[] {
	const there = new Set(existingKeys ?? []);
	return wanted(project, ports).filter(({ key }) => !there.has(key));
}

function wanted(project: Project, ports: PortBlock): readonly EnvAddition[] {
	const { postgres, redis } = project.services;
	// PostgreSQL takes a dash only in quotes, which every client would have to know.
	const name = project.name.replaceAll('-', '_');
	return [
		text('BACKEND_EXTERNAL_PORT', String(ports.blue)),
		...(postgres === undefined ? [] : [text('POSTGRES_EXTERNAL_PORT', String(ports.postgres))]),
		...(redis === undefined ? [] : [text('REDIS_EXTERNAL_PORT', String(ports.redis))]),
		text('WORKERS', '4'),
		...(postgres === undefined
			? []
			: [text('POSTGRES_USER', `${name}_prod`), generate('POSTGRES_PASSWORD', 32), text('POSTGRES_DB', `${name}_production`)]),
		...(redis === undefined ? [] : [generate('REDIS_PASSWORD', 32)]),
		generate('SECRET_KEY', 64),
		generate('CSRF_SECRET_KEY', 64),
		text('ALGORITHM', 'HS256'),
		text('ENVIRONMENT', 'production'),
	];
}

function text(key: string, value: string): EnvAddition {
	return { key, value: { kind: 'text', text: value } };
}

function generate(key: string, length: number): EnvAddition {
	return { key, value: { kind: 'generate', length } };
}
