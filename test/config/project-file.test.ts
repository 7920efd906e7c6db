import { describe, expect, test } from 'vitest';
import { parseProject } from '../../source/config/project-file.ts';
import { failureOf } from '../fakes/failure-of.ts';

const path = '/opt/projects/shop/project.yml';
const smallest = 'name: shop\ndomain: shop.example.com\nbuild: true\nport: 8000\n';

function mistakes(text: string): readonly string[] {
	return failureOf(() => parseProject(text, path)).output ?? [];
}

test('fills in every default', () => {
	expect(parseProject(smallest, path)).toEqual({
		name: 'shop',
		domains: ['shop.example.com'],
		tls: 'auto',
		source: { kind: 'build', context: '.', dockerfile: 'Dockerfile.prod' },
		port: 8000,
		replicas: 1,
		health: { path: '/health', timeout: 60_000, interval: 50 },
		drain: 30_000,
		grace: 10_000,
		keep: 3,
		limits: {},
		security: { capabilities: [], privileges: false, readOnly: false },
		environment: {},
		volumes: [],
		services: {},
		site: {
			webSocketPaths: [],
			authPaths: [],
			limitedPaths: ['/api/'],
			bodyLimit: 104_857_600,
			readTimeout: 300_000,
			hsts: { includeSubDomains: false, preload: false, always: false },
		},
	});
});

const everything = `
name: shop
domains: [Shop.example.com, www.example.com]
tls: off
image: ghcr.io/company/shop
port: 8000
replicas: 16
command: uvicorn app:app --port 8000
health: {path: /up, timeout: 2m, interval: 500ms}
migrate: {command: [alembic, upgrade, head], timeout: 1h}
drain: 0s
grace: 1.5s
keep: 5
limits: {memory: 512m, reserve: 0.25g, cpus: "0.5"}
volumes: ["./volumes/models/:/app/models:ro", "volumes/media:/app/media"]
services:
  postgres: {image: "postgres:16", limits: {memory: 1g}}
  redis:
site: {webSockets: [/ws/], auth: [/login], limited: [], bodyLimit: 1k, readTimeout: 10s}
`;

test('knows whether the project asks for HSTS itself', () => {
	const hstsOf = (line: string) => parseProject(`${smallest}\n${line}`, path).site.hsts;
	expect(hstsOf('site: {hsts: true}')).toEqual({ includeSubDomains: false, preload: false, always: true });
	expect(hstsOf('site: {hsts: {includeSubDomains: true}}')).toEqual({ includeSubDomains: true, preload: false, always: true });
	expect(hstsOf('site: {}').always).toBe(false);
});

test('what it reads stays the same when it is written and read as JSON: it is remembered so', () => {
	for (const text of [smallest, everything]) {
		const project = parseProject(text, path);
		expect(JSON.parse(JSON.stringify(project))).toStrictEqual(project);
	}
});

test('reads everything that can be said', () => {
	expect(parseProject(everything, path)).toMatchObject({
		domains: ['shop.example.com', 'www.example.com'],
		tls: 'off',
		source: { kind: 'image', repository: 'ghcr.io/company/shop' },
		command: ['uvicorn', 'app:app', '--port', '8000'],
		health: { path: '/up', timeout: 120_000, interval: 500 },
		migrate: { command: ['alembic', 'upgrade', 'head'], timeout: 3_600_000 },
		drain: 0,
		grace: 1500,
		limits: { memory: 536_870_912, memoryReservation: 268_435_456, cpus: 0.5 },
		volumes: [
			{ from: 'volumes/models', to: '/app/models', readOnly: true },
			{ from: 'volumes/media', to: '/app/media', readOnly: false },
		],
		services: {
			postgres: { image: 'postgres:16', limits: { memory: 1_073_741_824 } },
			redis: { image: 'redis:7-alpine', limits: {} },
		},
		site: { webSocketPaths: ['/ws/'], authPaths: ['/login'], limitedPaths: [], bodyLimit: 1024, readTimeout: 10_000 },
	});
});

test('keeps the spelling of settings, so that 1.10 stays 1.10', () => {
	const { environment } = parseProject(`${smallest}environment: {VERSION: 1.10, DEBUG: yes, CODE: 012, KEY: "\${SECRET_KEY}"}`, path);
	expect(environment).toEqual({ VERSION: '1.10', DEBUG: 'yes', CODE: '012', KEY: `\${SECRET_KEY}` });
});

test('leaves the ordinary limit off a path that is something else already', () => {
	expect(parseProject(`${smallest}site: {webSockets: [/api/]}`, path).site.limitedPaths).toEqual([]);
});

test('names every mistake at once, in the order of the lines', () => {
	const failure = failureOf(() => parseProject('name: shop\ndomain: shop.example.com\nport: eight\nreplicas: 17\n', path));
	expect(failure).toMatchObject({ kind: 'config', what: `${path} is wrong`, why: '3 mistakes' });
	expect(failure.output).toEqual([
		'line 1: neither image nor build; write "image: ghcr.io/company/shop" or "build: true"',
		'line 3: port: "eight" is not a whole number; write 8000',
		'line 4: replicas: 17 is out of range; write 1 to 16',
	]);
});

describe('says where a file is no project', () => {
	test.each([
		['broken YAML', 'name: shop\nhealth: {path: /up', 'line 2: not YAML: '],
		['a key that is there twice', 'name: shop\nport: 1\nport: 2', 'line 3: this key is there twice'],
		['an alias of nothing', 'name: *shop', 'line 1: not YAML: *shop means nothing that stands before it'],
		['an alias in what it means', 'name: shop\nport: &a [*a]', 'line 2: not YAML: *a stands in what it means'],
		['an empty file', '', 'line 1: there are no settings here; write keys such as "name: shop"'],
		['another file, with secrets in it', 'SECRET_KEY=7ZycWwJW', 'line 1: there are no settings here; write keys such as "name: shop"'],
		['a list', '- shop', 'line 1: there are no settings here'],
	])('%s', (_, text, expected) => {
		expect(
			mistakes(text).some((line) => line.startsWith(expected)),
			mistakes(text).join('\n'),
		).toBe(true);
	});
});

describe('names line, key and what to write instead for', () => {
	test.each([
		['an unknown key', 'helth: {}', 'line 5: helth: is not a known key; did you mean health?'],
		['an unknown key inside', 'health:\n  pth: /', 'line 6: health.pth: is not a known key; did you mean path?'],
		['an unknown service', 'services: {mysql: true}', 'line 5: services.mysql: is not a known key; known are postgres, redis'],
		['a missing key', 'migrate:\n  timeout: 5m', 'line 5: migrate.command: is missing; write [alembic, upgrade, head]'],
		['a wrong type', 'site: {auth: /login}', 'line 5: site.auth: "/login" is not a list; write [/api/auth/login]'],
		['a bad duration', 'health:\n  path: /up\n  timeout: soon', 'line 7: health.timeout: "soon" is not a duration; write 60s, 2m or 500ms'],
		['a duration without a unit', 'drain: 30', 'line 5: drain: 30 is not a duration; write 60s, 2m or 500ms'],
		['a bad size', 'limits: {memory: 512}', 'line 5: limits.memory: 512 is not a size; write 512m or 2g'],
		['less memory than Docker takes', 'limits: {memory: 1m}', 'line 5: limits.memory: is too small; Docker needs 6m at least'],
		[
			'a reservation over the limit',
			'limits: {memory: 1g, reserve: 2g}',
			'line 5: limits.reserve: is more than limits.memory; write no more than the limit',
		],
		['a path without its slash', 'health: {path: up}', 'line 5: health.path: "up" is not a path; write /health'],
		['a path that would end an nginx word', 'health: {path: "/up;"}', 'line 5: health.path: "/up;" is not a path; write /health'],
		['a path of the proxy', 'site: {auth: [/.berth]}', 'line 5: site.auth[0]: is answered by the proxy itself; write another path'],
		[
			'a path in two lists',
			'site: {auth: [/x], webSockets: [/x]}',
			'line 5: site.auth[0]: /x is there twice, first at site.webSockets[0]; keep one',
		],
		['image and build', 'image: shop', 'line 3: build: image is there too; keep build (made on this server) or image (pulled), not both'],
		[
			'domain and domains',
			'domains: [a.example.com]',
			'line 5: domains: domain is there too; keep domain (one) or domains (a list), not both',
		],
		['a command that needs a shell', 'command: sh -c "a && b"', 'line 5: command: needs a shell; write a list such as [sh, -c, "…"]'],
		['a number out of range', 'drain: x\nkeep: 0', 'line 6: keep: 0 is out of range; write 1 to 50'],
		['a bad variable name', 'environment: {1A: x}', 'line 5: environment.1A: is not a variable name; write LOG_LEVEL'],
		['a setting that is a list', 'environment:\n  A: [1]', 'line 6: environment.A: is not text; write the value in quotes'],
		['a bare dollar', 'environment: {A: "$5"}', `line 5: environment.A: has a bare $; write $$ for a dollar, \${NAME} for a value of .env`],
	])('%s', (_, added, expected) => {
		expect(mistakes(smallest + added)).toContain(expected);
	});

	test.each([
		['a bad name', 'name: Shop_1', 'line 1: name: "Shop_1" is not a project name; write 2 to 39 of a–z, 0–9 and -, a letter first'],
		[
			'a name that is not its directory',
			'name: shops',
			'line 1: name: "shops" lies in the directory shop; name and directory must be the same',
		],
		[
			'a URL as domain',
			'domain: https://shop.example.com',
			'line 1: domain: "https://shop.example.com" is not a host name; write shop.example.com',
		],
		['a port out of range', 'port: 70000', 'line 1: port: 70000 is out of range; write 1 to 65535'],
		['an image with a tag', 'image: "shop:1.2"', 'line 1: image: "shop:1.2" has a tag; write shop: the version of a release is its tag'],
		['a tag that is empty', 'image: "shop:"', 'line 1: image: "shop:" is not an image without a tag; write ghcr.io/company/shop'],
		[
			'an image with a digest',
			'image: "shop@sha256:12ab"',
			'line 1: image: "shop@sha256:12ab" has a digest; write shop: the version of a release is its tag',
		],
		[
			'a build outside the release',
			'build: {context: ../other}',
			'line 1: build.context: "../other" is not a directory inside the release; write . or backend',
		],
	])('%s', (_, line, expected) => {
		expect(mistakes(line)).toContain(expected);
	});

	test('a domain that is there twice, however it is spelt', () => {
		const text = 'name: shop\ndomains: [a.example.com, A.example.com]\nbuild: true\nport: 80';
		expect(mistakes(text)).toEqual(['line 2: domains[1]: a.example.com is there twice, first at domains[0]; keep one']);
	});
});

describe('keeps containers inside the project', () => {
	test.each([
		['../other:/data', `"../other" leaves the project's directory`],
		['volumes/../../x:/data', `"volumes/../../x" leaves the project's directory`],
		['/etc:/data', `"/etc" leaves the project's directory`],
		['~/x:/data', `"~/x" leaves the project's directory`],
		['$HOME:/data', `"$HOME" leaves the project's directory`],
		['releases/current/app:/data', '"releases/current/app" follows a symlink that moves with each deploy'],
		['.env:/data', `".env" is Berth's own`],
		['./:/data', `the project's whole directory holds its secrets`],
		...[
			'logs:/x',
			'logs/failed:/x',
			'./logs/nginx/:/x',
			'project.yml:/x',
			'.env:/x',
			'.port-registry.json:/x',
			'docker-compose.prod.yml:/x',
		].map((volume) => [volume, `"${volume.split(':')[0]}" is Berth's own`]),
		['volumes/x:data', '"data" is not a path inside the container'],
		['volumes/x', '"volumes/x" is not a volume'],
		['volumes/x:/data:wr', '"volumes/x:/data:wr" is not a volume'],
	])('refuses %s', (volume, why) => {
		expect(mistakes(`${smallest}volumes: [${JSON.stringify(volume)}]`)).toEqual([
			`line 5: volumes[0]: ${why}; write volumes/models:/app/models:ro`,
		]);
	});
});

describe('confines the app', () => {
	test('reads a user as it is written, and capabilities with or without CAP_', () => {
		const { security, limits } = parseProject(
			`${smallest}security: {user: 1000, capabilities: [CAP_NET_RAW, ipc_lock]}\nlimits: {pids: 64}`,
			path,
		);
		expect(security).toEqual({ user: '1000', capabilities: ['NET_RAW', 'IPC_LOCK'], privileges: false, readOnly: false });
		expect(limits).toEqual({ pids: 64 });
	});

	test.each(['SYS_ADMIN', 'SYS_MODULE', 'DAC_READ_SEARCH', 'ALL'])('refuses %s, which is the whole server’s', (word) => {
		expect(mistakes(`${smallest}security: {capabilities: [${word}]}`)).toEqual([
			expect.stringContaining(`security.capabilities[0]: "${word}" is none that an app may have; write one of AUDIT_WRITE`),
		]);
	});

	test.each(['root; rm', '"a b"', '-1'])('refuses %s as a user', (user) => {
		expect(mistakes(`${smallest}security: {user: ${JSON.stringify(user)}}`)).toHaveLength(1);
	});
});

describe('refuses, by line and key, what nginx, compose or a terminal would take for something else:', () => {
	test.each([
		[
			'preload alone',
			'site: {hsts: {preload: true}}',
			'line 5: site.hsts.preload: is taken by browsers only together with includeSubDomains',
		],
		[
			'a control character in a command',
			'command: [sh, "-c", "a\\u001b]52;c;x\\u0007"]',
			'line 5: command[2]: has the control character U+001B',
		],
		['a path that goes up', 'site: {auth: [/a/../login]}', 'line 5: site.auth[0]: has //, /. or /.. in it'],
		['a path that ends upwards', 'health: {path: /a/..}', 'line 5: health.path: has //, /. or /.. in it'],
		['a path with two slashes', 'site: {limited: [//api/]}', 'line 5: site.limited[0]: has //, /. or /.. in it'],
		['a path twice, in other letters', 'site: {auth: [/Login], limited: [/login]}', 'line 5: site.limited[0]: /login is there twice'],
		['one in a setting', 'environment:\n  A: "b\\u009b"', 'line 6: environment.A: has the control character U+009B'],
		['one in a name of a setting', 'environment:\n  "A\\u0008": b', 'line 5: environment: a key in it has the control character U+0008'],
		['one in a text that stands for a map', 'proxy: "\\u202e"', 'line 5: proxy: has the control character U+202E'],
		['one that turns text round', 'migrate: {command: "a \\u202e b"}', 'line 5: migrate.command: has the control character U+202E'],
		['a size beyond all machines', 'site: {bodyLimit: 99999999t}', 'line 5: site.bodyLimit: is too large'],
	])('%s', (_, added, expected) => {
		expect(mistakes(smallest + added).map((line) => line.slice(0, expected.length))).toEqual([expected]);
	});
});

describe('values that would fill a screen, or more than a line of it, are shown in part:', () => {
	const long = 'x'.repeat(60_000);
	test.each([
		['a volume', `volumes: ["${long}"]`],
		['a place in the container', `volumes: ["volumes/a:${long}"]`],
		['a capability', `security: {capabilities: [${long}]}`],
		['a key', `limits: {"${long}": 1}`],
		['a variable of two lines', 'environment: {"a\\nb": c}'],
	])('%s', (_, added) => {
		const told = mistakes(smallest + added);
		expect(told.length).toBeGreaterThan(0);
		for (const line of told) expect(line).toMatch(/^line 5: .{1,900}$/);
	});
});

describe('two things that would be mounted at one place in the container are refused by the names of both:', () => {
	const twice = (place: string) => `line 5: volumes[1]: ${place} is there twice, first at volumes[0]; keep one`;
	test.each([
		['spelt alike', ['volumes/a:/data', 'volumes/b:/data'], twice('/data')],
		['with a slash at the end', ['volumes/a:/data', 'volumes/b:/data/'], twice('/data')],
		['with a dot between', ['volumes/a:/data/', 'volumes/b:/data/./'], twice('/data')],
		['with slashes in front', ['volumes/a:/x/data', 'volumes/b://x//data'], twice('/x/data')],
		['by way of another directory', ['volumes/a:/data', 'volumes/b:/x/../data'], twice('/data')],
	])('%s', (_, volumes, expected) => {
		expect(mistakes(`${smallest}volumes: ${JSON.stringify(volumes)}`)).toEqual([expected]);
	});

	test('a volume, and what readOnly puts there', () => {
		expect(mistakes(`${smallest}security: {readOnly: true}\nvolumes: [volumes/b:/b, volumes/tmp:/tmp/]`)).toEqual([
			'line 6: volumes[1]: /tmp is where security.readOnly gives the app room in memory; mount it elsewhere, or write readOnly: false',
		]);
	});

	test('the directory of a service’s data is its own', () => {
		expect(mistakes(`${smallest}services: {postgres: true}\nvolumes: ["volumes/postgres/:/data:ro"]`)).toEqual([
			'line 6: volumes[0]: "volumes/postgres" is where services.postgres keeps its data; write volumes/models:/app/models:ro',
		]);
	});

	test('the app’s log directory may be another’s, however it is spelt', () => {
		expect(parseProject(`${smallest}volumes: ["volumes/logs://app/./logs/"]`, path).volumes).toEqual([
			{ from: 'volumes/logs', to: '/app/logs', readOnly: false },
		]);
	});
});

describe('volumes that lie in one another', () => {
	const elsewhere = 'whose owner could lead it elsewhere by a link; put them side by side';
	test.each([
		[['volumes/data:/data', 'volumes/data/sub:/sub'], `"volumes/data/sub" lies in "volumes/data", ${elsewhere}`],
		[['volumes/data/./sub:/sub', './volumes//data/:/data'], `"volumes/data/sub" lies in "volumes/data", ${elsewhere}`],
		[['volumes:/all'], `"volumes/postgres" lies in "volumes", ${elsewhere}`],
		[['logs/backend/old:/old'], `"logs/backend/old" lies in "logs/backend", ${elsewhere}`],
	])('%j are refused', (volumes, why) => {
		expect(mistakes(`${smallest}services: {postgres: true}\nvolumes: ${JSON.stringify(volumes)}`).join('\n')).toContain(why);
	});

	test('side by side, or one for two places, they are accepted', () => {
		const text = `${smallest}services: {postgres: true}\nvolumes: ["volumes/data:/a", "volumes/data:/b:ro", "volumes/data2:/c", "logs/app:/app/logs"]`;
		expect(parseProject(text, path).volumes).toHaveLength(4);
	});
});
