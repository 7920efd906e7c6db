import { expect, test } from 'vitest';
import { planDeploy } from '../../source/operations/deploy.ts';
import { exampleReplica, exampleShop } from '../fakes/example-snapshot.ts';
import {
	closedSite,
	keptReplica,
	kindsOf,
	liveGeneration,
	liveSite,
	newShop,
	projectWith,
	proxy,
	question,
	serverWith,
	stoppedServer,
} from './shop.ts';

const intent = { kind: 'deploy', project: 'shop', version: 'v42' } as const;
const directory = '/opt/projects/shop/releases/v42';
const made = '/opt/deploy/projects/shop/releases/v42';

test('brings a first release up in blue and gives it a site only when it is healthy', () => {
	const plan = planDeploy(newShop(), intent);
	expect(plan).toMatchObject({
		project: 'shop',
		title: 'Deploy shop v42: first release, 2 replicas in blue',
		confirm: 'yes',
		empty: false,
		probe: { port: 80, tls: false, host: 'shop.example', path: '/health', serving: false },
	});
	const mounts = ['/opt/projects/shop/logs/backend'];
	const compose = {
		name: 'shop-blue',
		file: `${made}/docker-compose.blue.yml`,
		envFile: '/opt/projects/shop/.env',
		mounts,
		directory: '/opt/projects/shop',
	};
	const site = { project: 'shop', release: 'v42', proxy, path: liveSite.path, text: expect.stringContaining('server 127.0.0.1:8101') };
	const replicas = [1, 2].map((index) => ({ container: `shop-blue-${index}`, port: 8100 + index }));
	expect(plan.steps).toEqual([
		{
			kind: 'obtain-image',
			project: 'shop',
			version: 'v42',
			image: 'shop-backend:v42',
			directory,
			record: `${made}/release.json`,
			from: { kind: 'build', context: directory, dockerfile: `${directory}/Dockerfile.prod`, place: '/opt/deploy/projects/shop/build' },
			existed: false,
			directoryExisted: true,
		},
		{ kind: 'write-files', files: [{ path: compose.file, before: null, after: expect.stringContaining('shop-backend:v42') }] },
		{
			kind: 'start-replicas',
			project: 'shop',
			release: 'v42',
			berth: 'blue',
			compose,
			existing: [],
			missing: ['shop-blue-1', 'shop-blue-2'],
			grace: 10_000,
			ports: [8101, 8102],
		},
		{ kind: 'stage-site', ...site },
		{ kind: 'await-healthy', project: 'shop', release: 'v42', replicas, question, logs: '/opt/deploy/projects/shop/failed-logs' },
		{
			kind: 'route',
			...site,
			berth: 'blue',
			before: null,
			domain: 'shop.example',
			tls: false,
			domainBefore: 'shop.example',
			generation: expect.stringMatching(/^[0-9a-f]{12}$/),
			generationBefore: null,
			newcomers: { ports: [8101, 8102], limit: 30_000 },
		},
		{
			kind: 'point-current',
			project: 'shop',
			directory: '/opt/projects/shop',
			version: 'v42',
			current: null,
			previous: null,
			previousAfter: null,
		},
	]);
});

test('brings the next release up in the other berth, and stops the live one only when nobody is connected to it', () => {
	const plan = planDeploy(serverWith(), intent);
	expect(plan.title).toBe('Deploy shop v42: blue (v41) → green, 2 replicas');
	expect(plan.probe).toMatchObject({ serving: true });
	expect(kindsOf(plan)).toEqual([
		'obtain-image',
		'write-files',
		'start-replicas',
		'stage-site',
		'await-healthy',
		'route',
		'drain',
		'stop-replicas',
		'stop-replicas',
		'point-current',
	]);
	expect(plan.steps.slice(4)).toEqual([
		expect.objectContaining({
			serving: 'v41',
			replicas: [1, 2].map((index) => ({ container: `shop-green-${index}`, port: 8116 + index })),
		}),
		expect.objectContaining({
			berth: 'green',
			before: liveSite.text,
			generationBefore: liveGeneration,
			newcomers: { ports: [8117, 8118], limit: 30_000 },
		}),
		{ kind: 'drain', project: 'shop', proxy, ports: [8101, 8102], limit: 30_000 },
		...[2, 1].map((index) => ({
			kind: 'stop-replicas',
			project: 'shop',
			release: 'v41',
			berth: 'blue',
			replicas: [{ container: `shop-blue-${index}`, port: 8100 + index }],
			grace: 10_000,
			question,
		})),
		expect.objectContaining({ version: 'v42', current: 'v41', previous: 'v40', previousAfter: 'v41\nv40' }),
	]);
	expect(plan.files.map(({ path, before }) => [path, before === null])).toEqual([
		[`${made}/docker-compose.green.yml`, true],
		[liveSite.path, false],
	]);
});

test('starts the live release anew in the other berth, and knows the image to go back to', () => {
	const releases = exampleShop.releases.map((release) => (release.version === 'v41' ? { ...release, imageId: 'sha256:41' } : release));
	const plan = planDeploy(serverWith({ releases }), { ...intent, version: 'v41' });
	expect(plan.notes).toEqual(['v41 is live already: this starts it anew']);
	expect(plan.steps[0]).toMatchObject({ existed: true, before: { version: 'v41', imageId: 'sha256:41' } });
	expect(plan.steps.at(-1)).toMatchObject({ kind: 'point-current', version: 'v41', current: 'v41', previousAfter: 'v40' });
});

test('runs migrations in the new image before any new replica starts', () => {
	const migrate = { command: ['alembic', 'upgrade', 'head'], timeout: 300_000 };
	const plan = planDeploy(serverWith(projectWith({ migrate })), intent);
	expect(kindsOf(plan).slice(1, 4)).toEqual(['write-files', 'migrate', 'start-replicas']);
	expect(plan.steps[2]).toMatchObject({ ...migrate, service: 'migrate', container: 'shop-migrate' });
});

test('pulls a release that has no directory yet', () => {
	const source = { kind: 'image', repository: 'registry.example/shop' } as const;
	const plan = planDeploy(serverWith(projectWith({ source })), { ...intent, version: 'v43' });
	expect(plan.steps[0]).toMatchObject({
		from: { kind: 'pull', reference: 'registry.example/shop:v43', present: false },
		existed: false,
		directoryExisted: false,
	});
});

test('removes what an earlier release left in the free berth before it uses it', () => {
	const plan = planDeploy(serverWith({ replicas: [exampleReplica(1), exampleReplica(2), keptReplica(1)] }), intent);
	expect(plan.steps[1]).toEqual({ kind: 'clear-berth', project: 'shop', berth: 'green', containers: ['shop-green-1'], warm: 'v40' });
});

test('knows of which release it takes the warm roll back away, and that one without an image has none', () => {
	const replicas = [exampleReplica(1), exampleReplica(2), keptReplica(1), keptReplica(2)];
	const releases = exampleShop.releases.map((release) => ({ ...release, hasImage: release.version !== 'v40' }));
	expect(planDeploy(serverWith({ replicas }), intent).steps[1]).toMatchObject({ kind: 'clear-berth', warm: 'v40' });
	expect(planDeploy(serverWith({ replicas, releases }), intent).steps[1]).not.toHaveProperty('warm');
});

test('sweeps old releases away at the very end, and never the one that a roll back needs', () => {
	const plan = planDeploy(serverWith(projectWith({ keep: 2 })), intent);
	expect(plan.steps.at(-1)).toEqual({
		kind: 'prune',
		project: 'shop',
		releases: [
			{
				version: 'v40',
				directories: ['/opt/projects/shop/releases/v40', '/opt/deploy/projects/shop/releases/v40'],
				image: 'shop-backend:v40',
			},
		],
	});
	expect(kindsOf(planDeploy(serverWith(projectWith({ keep: 3 })), intent))).not.toContain('prune');
	expect(kindsOf(planDeploy(serverWith(projectWith({ keep: 1 })), intent)).filter((kind) => kind === 'prune')).toHaveLength(1);
});

test('names ill live replicas, and does not wait for them on the way back', () => {
	const ill = exampleReplica(2, { health: 'unhealthy', reason: 'GET /health: answered 500' });
	const plan = planDeploy(serverWith({ replicas: [exampleReplica(1), ill] }), intent);
	expect(plan.notes).toEqual(['shop-blue-2 (v41) is unhealthy now: GET /health: answered 500']);
	expect(plan.steps.find(({ kind }) => kind === 'stop-replicas')).toMatchObject({ ill: ['shop-blue-2'] });
});

test.each([
	['v24', 'shop has no release v24', 'Did you mean v42'],
	['something-else', 'shop has no release something-else', 'Copy the release there first'],
	['../v42', /"\.\.\/v42" cannot be/, ''],
])('refuses the release %s', (version, what, next) => {
	expect(() => planDeploy(serverWith(), { ...intent, version })).toThrow(
		expect.objectContaining({
			kind: 'refused',
			what: typeof what === 'string' ? what : expect.stringMatching(what),
			next: expect.stringContaining(next),
		}),
	);
});

test('refuses a release whose directory is empty and whose image is gone', () => {
	const releases = [{ version: 'v42', image: 'shop-backend:v42', hasImage: false, hasSource: false }];
	expect(() => planDeploy(serverWith({ releases }), intent)).toThrow(expect.objectContaining({ what: 'shop v42 has nothing to build' }));
});

test('uses the kept image of a release whose source is gone', () => {
	const releases = [{ version: 'v42', image: 'shop-backend:v42', hasImage: true, hasSource: false }];
	expect(planDeploy(serverWith({ releases }), intent).steps[0]).toMatchObject({ from: { kind: 'kept' }, existed: true });
});

test('says when replicas lose rights that those of now have, and which rights the project asks for', () => {
	const live = { '/opt/projects/shop/releases/v41/docker-compose.blue.yml': '# shop v41 in the blue berth. Berth writes…\nservices: {}\n' };
	const security = { capabilities: ['NET_RAW'], privileges: true, readOnly: false };
	const { notes } = planDeploy(serverWith({ composeFiles: live, ...projectWith({ security }) }), intent);
	expect(notes).toContainEqual(expect.stringContaining('New replicas run confined, unlike those of now'));
	expect(notes).toContain('More rights than usual, by `security` in project.yml: NET_RAW, leave to gain privileges');
	const after = Object.fromEntries(Object.keys(live).map((path) => [path, '# shop v41 in the blue berth.\ncap_drop: ["ALL"]\n']));
	expect(planDeploy(serverWith({ composeFiles: after }), intent).notes.join()).not.toContain('confined');
});

test('says of a release that is a link what it is and what to do, and follows none', () => {
	const odd = serverWith({ strangers: { v50: 'link', v51: 'file', v52: 'other' } });
	expect(() => planDeploy(odd, { ...intent, version: 'v50' })).toThrow(
		expect.objectContaining({
			what: 'shop v50 is no directory',
			why: '/opt/projects/shop/releases/v50 is a symbolic link, and links are not followed',
			next: 'Whoever made the link chose where it leads: remove it, and copy the release itself there (rsync)',
		}),
	);
	expect(() => planDeploy(odd, { ...intent, version: 'v51' })).toThrow(
		expect.objectContaining({ why: expect.stringContaining('is a file') }),
	);
	expect(() => planDeploy(odd, { ...intent, version: 'v52' })).toThrow(
		expect.objectContaining({ why: expect.stringContaining('is a pipe, socket or device') }),
	);
});

test('follows no link in the place of a release that it knows, and says of one without source and image what is gone', () => {
	const known = { version: 'v50', image: 'shop-backend:v50', hasImage: false, hasSource: false, directoryGone: true } as const;
	expect(() => planDeploy(serverWith({ releases: [known], strangers: { v50: 'link' } }), { ...intent, version: 'v50' })).toThrow(
		'v50 is no directory',
	);
	expect(() => planDeploy(serverWith({ releases: [known] }), { ...intent, version: 'v50' })).toThrow(
		expect.objectContaining({ why: '/opt/projects/shop/releases/v50 was removed and its image is gone' }),
	);
});

test('opens the site of a stopped project with the new release, and has nothing to drain', () => {
	const plan = planDeploy(stoppedServer(), intent);
	expect(kindsOf(plan)).not.toContain('drain');
	expect(kindsOf(plan)).not.toContain('stop-replicas');
	expect(plan.steps.find(({ kind }) => kind === 'route')).toMatchObject({ closedBefore: true, before: closedSite.text });
	expect(plan.steps.find(({ kind }) => kind === 'await-healthy')).not.toHaveProperty('serving');
	expect(plan.notes).toContain('shop is stopped now, and this opens its site again');
	expect(plan).toMatchObject({ serving: [], probe: { serving: false } });
});

test('stops what somebody started by hand behind a closed site', () => {
	const plan = planDeploy(stoppedServer({ replicas: [exampleReplica(1)] }), intent);
	expect(plan.steps.find(({ kind }) => kind === 'stop-replicas')).toMatchObject({ replicas: [{ container: 'shop-blue-1' }] });
	expect(plan.serving).toEqual([]);
});
