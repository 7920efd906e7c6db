import { expect, test } from 'vitest';
import { definitionOf, describeUndo, type Step, steps } from '../../source/steps/index.ts';
import { exampleAwait, exampleRoute, exampleStart, exampleStop } from '../fakes/example-plan.ts';

const ports = { id: 1, base: 8100, blue: 8101, green: 8117, postgres: 8133, redis: 8180 };
const compose = exampleStart.compose;
const { proxy } = exampleRoute;
const project = 'shop';

/** One step of every kind that has something to undo if its kind ever has. */
const every: readonly Step[] = [
	exampleAwait,
	exampleRoute,
	exampleStart,
	exampleStop,
	{ kind: 'archive-project', project, from: '/a', to: '/b' },
	{ kind: 'clear-berth', project, berth: 'green', containers: ['c'] },
	{ kind: 'close-challenge', project, proxy, path: '/p', domains: ['d'] },
	{ kind: 'create-network', project, name: 'n', subnet: '172.20.0.0/24' },
	{ kind: 'drain', project, proxy, ports: [1], limit: 1 },
	{ kind: 'enable-timer', unit: 'u.timer', existed: false },
	{ kind: 'make-directories', directories: [], wholeOnUndo: [], links: [] },
	{ kind: 'migrate', project, version: 'v42', compose, service: 'migrate', container: 'c', command: ['m'], timeout: 1 },
	{
		kind: 'obtain-image',
		project,
		version: 'v42',
		image: 'i',
		from: { kind: 'kept' },
		directory: '/d',
		record: '/r.json',
		existed: false,
		directoryExisted: true,
	},
	{ kind: 'open-challenge', project, proxy, path: '/p', domains: ['d'], text: 't', generation: 'g' },
	{ kind: 'point-current', project, directory: '/d', version: 'v42', current: 'v41', previous: null, previousAfter: 'v41' },
	{ kind: 'try-challenge', project, domains: ['d'], port: 80, issuers: [], failureFile: '/f' },
	{
		kind: 'obtain-certificate',
		project,
		domains: ['d'],
		order: '/o',
		certbot: '/c',
		lock: '/l',
		authority: 'https://ca.example/dir',
		method: { kind: 'webroot', webroot: '/w' },
		failureFile: '/f',
	},
	{ kind: 'save-certificate', project, domains: ['d'], directory: '/c', number: 1, certificate: '/a', key: '/k', failureFile: '/f' },
	{ kind: 'prune-certificates', project, directory: '/c', numbers: [1] },
	{ kind: 'prune', project, releases: [] },
	{ kind: 'mend-directories', project, directories: [], links: [] },
	{ kind: 'mend-network', project, name: 'n', connect: [] },
	{ kind: 'mend-services', project, compose, containers: ['c'], timeout: 1 },
	{ kind: 'prepare-volumes', project, image: 'i', volumes: [] },
	{ kind: 'tag-images', project, images: [] },
	{ kind: 'stop-proxy', project, compose, container: 'c' },
	{
		kind: 'mend-site',
		project: 'shop',
		release: 'v1',
		berth: 'blue',
		proxy,
		path: '/a',
		text: 'x',
		lost: 'removed',
		domain: 'd',
		tls: false,
		generation: 'g',
	},
	{ kind: 'quarantine-site', proxy, path: '/a', aside: '/b', accepted: '/c', reason: 'r' },
	{ kind: 'register-ports', registry: '/r', project, ports },
	{ kind: 'connect-proxy', project, network: 'n', container: 'c', address: '172.20.3.9' },
	{ kind: 'remove-network', project, name: 'n' },
	{ kind: 'reload-proxy', proxy },
	{ kind: 'start-own-proxy', proxy },
	{ kind: 'join-proxy', proxy, files: [{ path: '/a', before: null, after: 'b' }], host: 'h' },
	{ kind: 'remove-replicas', project, containers: ['c'] },
	{ kind: 'return-sites', project, proxy, sites: [] },
	{ kind: 'stage-site', project, release: 'v42', proxy, path: '/s', text: 't' },
	{ kind: 'start-proxy', compose, container: 'c', httpPort: 80, wasRunning: false },
	{ kind: 'start-services', project, compose, containers: ['c'], timeout: 1 },
	{ kind: 'stop-services', project, compose, text: '' },
	{ kind: 'unpause-replicas', project, release: 'v42', berth: 'green', containers: ['c'] },
	{ kind: 'unregister-ports', registry: '/r', project, ports },
	{ kind: 'unroute', project, proxy, path: '/p', before: '', domain: 'd', tls: false, generationBefore: 'g' },
	{ kind: 'write-env', path: '/e', entries: [], existed: true },
	{ kind: 'write-files', files: [] },
];

test('knows every kind of step', () => {
	expect(every.map(({ kind }) => kind).sort()).toEqual(steps.map(({ kind }) => kind).sort());
});

test.each(every.map((step) => [step.kind, step] as const))('promises to undo %s exactly if that is what happens', (_kind, step) => {
	expect(describeUndo(step) !== undefined).toBe(definitionOf(step).undo.policy === 'reverse');
});
