import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { parseProject } from '../../source/config/project-file.ts';
import { Failure } from '../../source/model/failure.ts';
import type { Project } from '../../source/model/project.ts';
import { renderBerthCompose } from '../../source/render/compose-berth.ts';
import { renderSite } from '../../source/render/site.ts';
import { layout } from './example-project.ts';

const file = '/opt/projects/shop/project.yml';
const base = {
	name: 'shop',
	domains: ['shop.example'],
	build: true,
	port: 8000,
	command: ['run'],
	environment: { A: 'b' },
	volumes: ['volumes/a:/a'],
};

const pieces = [
	'"',
	"'",
	';',
	'{',
	'}',
	'$',
	`\${A}`,
	'$$',
	'\n',
	'\t',
	'#',
	'\\',
	' ',
	':',
	' #',
	': ',
	'- ',
	'*a',
	'&a',
	'!x',
	'|',
	'>',
	'%',
	'@',
	'`',
	'..',
	'/',
	'~',
	'é',
	'漢',
	'🚢',
	'\0',
	'\u001b[31m',
	'\u202e',
	'yes',
	'1:30',
	'0x1',
	'a',
	'x'.repeat(300),
	'{{',
	'}}',
	'<<',
	'?',
	',',
	'[',
	']',
	'=',
	'127.0.0.1:80:80',
	'',
] as const;
const hostile = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
const path = hostile.map((text) => `/${text}`);

/** Each key that takes text: how it is set, and where alone the rendered files may differ then. */
const keys = [
	['domains', hostile.map((value) => ({ domains: [value] })), /^server_name /, /^$/],
	['command', fc.array(hostile, { minLength: 1, maxLength: 3 }).map((command) => ({ command })), /^$/, /^command\./],
	['one-line command', hostile.map((command) => ({ command })), /^$/, /^command\./],
	['environment', hostile.map((value) => ({ environment: { A: value } })), /^$/, /^environment\.A$/],
	['environment names', hostile.map((name) => ({ environment: { [name]: 'b' } })), /^$/, /^environment\./],
	['volumes', fc.tuple(hostile, path).map(([from, to]) => ({ volumes: [`volumes/${from}:${to}`] })), /^$/, /^volumes\./],
	['site.auth', path.map((value) => ({ site: { auth: [value] } })), /^(location|limit_|proxy_|\})/, /^$/],
	['site.limited', path.map((value) => ({ site: { limited: [value] } })), /^(location|limit_|proxy_|\})/, /^$/],
	['site.webSockets', path.map((value) => ({ site: { webSockets: [value] } })), /^(location|limit_|proxy_|\})/, /^$/],
	['health.path', path.map((value) => ({ health: { path: value } })), /^location = /, /^$/],
	['site.bodyLimit', hostile.map((bodyLimit) => ({ site: { bodyLimit } })), /^client_max_body_size /, /^$/],
	['limits.memory', hostile.map((memory) => ({ limits: { memory } })), /^$/, /^mem_limit$/],
	['name', hostile.map((name) => ({ name })), /^$/, /^$/],
] as const;

function accepted(change: object): Project | undefined {
	try {
		return parseProject(stringify({ ...base, ...change }), file);
	} catch (error) {
		if (error instanceof Failure && error.kind === 'config') return undefined;
		throw error;
	}
}

const ports = { id: 1, base: 8100, blue: 8101, green: 8117, postgres: 8133, redis: 8180 };

/** The lines of the site, without those that tell one generation from another. */
function siteLines(project: Project): readonly string[] {
	const at = { layout, httpPort: 80, httpsPort: 443, nginxVersion: '1.29.0' };
	const { text, generation } = renderSite({ ...at, project, release: 'v1', berth: 'blue', ports: [8101] });
	return text
		.replaceAll(generation, '')
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
}

/** Every leaf of the compose file by its path. */
function composeLeaves(project: Project): ReadonlyMap<string, unknown> {
	const options = { project, directory: '/opt/projects/shop', version: 'v1', berth: 'blue', replicas: 1, ports, network: 'n' } as const;
	const leaves = new Map<string, unknown>();
	const walk = (value: unknown, at: string): void => {
		if (typeof value !== 'object' || value === null) leaves.set(at, value);
		else for (const [key, item] of Object.entries(value)) walk(item, at === '' ? key : `${at}.${key}`);
	};
	walk(parse(renderBerthCompose(options), { merge: false, version: '1.1' }), '');
	return leaves;
}

const usual = accepted({}) as Project;

test.each(keys)(
	'no value of %s that is accepted changes anything but its own place',
	(_key, changes, inSite, inCompose) => {
		const [site, compose] = [siteLines(usual), composeLeaves(usual)];
		fc.assert(
			fc.property(changes as fc.Arbitrary<object>, (change) => {
				const project = accepted(change);
				if (project === undefined) return;
				const lines = siteLines(project);
				const others = [...lines.filter((line) => !site.includes(line)), ...site.filter((line) => !lines.includes(line))];
				expect(others.filter((line) => !inSite.test(line))).toEqual([]);
				const leaves = composeLeaves(project);
				const changed = [...new Set([...leaves.keys(), ...compose.keys()])].filter((at) => leaves.get(at) !== compose.get(at));
				// What stands in `x-app` is merged into the services.
				const own = changed.map((at) => at.replace(/^(?:services\.[^.]+|x-app|x-replica)\./, ''));
				expect(own.filter((at) => !inCompose.test(at))).toEqual([]);
			}),
			{ numRuns: 100 },
		);
	},
	60_000,
);
