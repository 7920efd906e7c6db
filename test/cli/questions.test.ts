import { describe, expect, test } from 'vitest';
import { exampleCertificate } from '../fakes/example-certificates.ts';
import { examplePlan } from '../fakes/example-plan.ts';
import { exampleReplica, exampleShop, exampleSnapshot, stoppedShop } from '../fakes/example-snapshot.ts';
import { createFakeCli } from '../fakes/fake-cli.ts';

describe('status', () => {
	test('shows every project in a line', async () => {
		const cli = createFakeCli();
		expect(await cli.run('status')).toBe(0);
		expect(cli.out).toEqual([
			'project  state    release  age  berth  replicas  ports      site          note',
			'blog     stopped                            0/0                           never deployed',
			'shop     healthy  v41      3 d  blue        2/2  8101–8102  shop.example',
		]);
	});

	test('shows the containers of one project', async () => {
		const cli = createFakeCli();
		expect(await cli.run('status', 'shop')).toBe(0);
		expect(cli.out).toEqual([
			'shop: healthy, 2/2 replicas healthy, v41 in blue',
			'site: shop.example, www.shop.example',
			'',
			'container      berth  release  port  health    up  restarts  note',
			'shop-blue-1    blue   v41      8101  healthy  3 d         0',
			'shop-blue-2    blue   v41      8102  healthy  3 d         0',
			'shop-postgres                  8133  healthy',
		]);
	});

	test('says which line of project.yml is wrong, and not that replicas are down that nobody could ask', async () => {
		const cli = createFakeCli();
		const { project: _, ...shop } = exampleShop;
		const output = ['line 3: prot: is not a known key; did you mean port?', 'line 5: replicas: write a number'];
		const problem = { kind: 'config', what: 'project.yml is wrong', output } as const;
		const replicas = shop.replicas.map((replica) => ({ ...replica, health: 'unknown' as const }));
		cli.snapshot = { ...exampleSnapshot, projects: [{ ...shop, problem, replicas }] };
		await cli.run('status');
		expect(cli.out[1]).toMatch(/^shop +degraded .*\?\/2 .*project\.yml is wrong: line 3: prot: .* \(and 1 more\)$/);
		expect(await cli.run('health', 'shop')).toBe(1);
		const rows = cli.out.filter((line) => line.startsWith('BAD') || line.startsWith('warn'));
		expect(rows.filter((line) => line.startsWith('BAD'))).toEqual([expect.stringContaining('line 3: prot:')]);
		expect(rows.filter((line) => line.startsWith('warn'))).toHaveLength(2);
	});

	test('gives scripts the same without the texts of files', async () => {
		const cli = createFakeCli();
		expect(await cli.run('status', '--json')).toBe(0);
		expect(cli.json()).toMatchObject({
			hostname: 'server-1',
			proxy: { running: true },
			projects: [
				{ name: 'blog', state: 'stopped' },
				{ name: 'shop', state: 'healthy', healthy: 2, wanted: 2, release: 'v41', berth: 'blue', upstream: [8101, 8102] },
			],
		});
		expect(cli.out[0]).not.toContain('projectText');
	});

	test('names the nearest project where there is none of that name', async () => {
		const cli = createFakeCli();
		expect(await cli.run('status', 'shpo')).toBe(2);
		expect(cli.err).toEqual(['There is no project shpo on server-1', 'Did you mean shop? `berth status` lists all']);
	});

	test('refuses what can be no name, with the rule', async () => {
		const cli = createFakeCli();
		expect(await cli.run('status', 'Shop!', '--json')).toBe(2);
		expect(cli.json()).toMatchObject({ error: { kind: 'refused', next: expect.stringContaining('lower-case letters') } });
	});

	test('says first when Docker or nginx is down', async () => {
		const cli = createFakeCli();
		cli.snapshot = { ...exampleSnapshot, engine: { kind: 'down', why: 'connection refused' } };
		await cli.run('status');
		expect(cli.out[0]).toBe('Docker does not answer: connection refused');
	});

	test('says why an nginx ends at each start and how to mend it, as health does', async () => {
		const cli = createFakeCli();
		const { instance: _, version: _version, test: _test, ...stopped } = exampleSnapshot.proxy;
		const path = '/opt/nginx/conf.d/zz.conf';
		const cause = `[emerg] unknown directive "nonsense" in ${path}:1`;
		const down = { state: 'restarting', cause, offender: { path, line: 1 } } as const;
		cli.snapshot = { ...exampleSnapshot, proxy: { ...stopped, down } };
		const ends = 'nginx does not run: container nginx-proxy ends as soon as it starts, and Docker tries it again and again';
		const words = `${ends}; ${cause}; correct or remove ${path} (line 1), then \`berth proxy start\``;
		await cli.run('status');
		expect(cli.out[0]).toBe(words);
		expect(await cli.run('health')).toBe(1);
		expect(cli.out.join('\n')).toMatch(/BAD +nginx +/);
		expect(cli.out.join('\n')).toContain(words);
		const told = createFakeCli();
		told.snapshot = cli.snapshot;
		await told.run('status', '--json');
		expect(told.json()).toMatchObject({ proxy: { running: false, down } });
	});
});

describe('health', () => {
	test('ends with 0 when everything answers', async () => {
		const cli = createFakeCli();
		expect(await cli.run('health')).toBe(0);
		expect(cli.out).toContain('ok  http://shop.example/health    answered 200 in 12 ms');
		expect(cli.out.at(-1)).toBe('Everything is well');
	});

	test('names a change that is stuck before all else, with what ends it', async () => {
		const cli = createFakeCli();
		const operation = { id: '20250131-093000-k3x9', operation: 'deploy', project: 'shop', user: 'ann', pid: 4711, host: 'server-1' };
		const shop = { ...exampleShop, operation: { ...operation, since: 0, alive: false, stuck: 'the disk is full' } };
		cli.snapshot = { ...exampleSnapshot, projects: [shop] };
		expect(await cli.run('health')).toBe(1);
		const words = 'deploy by ann is stuck: the disk is full; mend that, and `berth resume shop` goes on undoing';
		expect(cli.out[1]).toMatch(/^BAD {2}shop +deploy by ann is stuck/);
		expect(cli.out[1]).toContain(words);
		await cli.run('status');
		expect(cli.out.at(-1)).toMatch(/^shop +degraded .*deploy by ann is stuck/);
	});

	test('ends with 1 when the site does not answer as it should', async () => {
		const cli = createFakeCli();
		cli.httpAnswer = { status: 503, body: '', took: 3 };
		expect(await cli.run('health', 'shop', '--json')).toBe(1);
		expect(cli.json()).toMatchObject({ ok: false });
		expect(cli.out[0]).toContain('"subject":"http://shop.example/health","ok":false');
	});

	test('finds a replica that is ill and one that is missing', async () => {
		const cli = createFakeCli();
		const ill = exampleReplica(1, { health: 'unhealthy', reason: 'GET /health: answered 500' });
		cli.snapshot = { ...exampleSnapshot, projects: [{ ...exampleShop, replicas: [ill] }] };
		expect(await cli.run('health', 'shop')).toBe(1);
		expect(cli.out).toContain('BAD  shop-blue-1 (127.0.0.1:8101)  unhealthy: GET /health: answered 500');
		expect(cli.out).toContain('BAD  127.0.0.1:8102                the site routes here, but no replica has this port');
	});

	test('fails for a port of the site that another program holds, and names that', async () => {
		const cli = createFakeCli();
		const heldPorts = [{ port: 8102, container: 'shop-blue-2', holder: 'node (process 4711)' }];
		cli.snapshot = { ...exampleSnapshot, projects: [{ ...exampleShop, replicas: [exampleReplica(1)], heldPorts }] };
		expect(await cli.run('health', 'shop')).toBe(1);
		expect(cli.out.join('\n')).toMatch(
			/BAD +127\.0\.0\.1:8102 +port 8102 of shop-blue-2 is held by node \(process 4711\): visitors reach that program/,
		);
	});

	test('finds nothing wrong with what was stopped on purpose, and says what its visitors get', async () => {
		const cli = createFakeCli();
		cli.snapshot = {
			...exampleSnapshot,
			projects: [stoppedShop],
		};
		cli.httpAnswer = { status: 502, body: '', took: 3 };
		expect(await cli.run('health', 'shop')).toBe(0);
		expect(cli.out.join('\n')).toMatch(/ok +shop +stopped on purpose; `berth start shop` starts it again; until then its visitors get 503/);
	});

	test('says of what is ill why, and what to do, in words and for scripts', async () => {
		const cli = createFakeCli();
		const ill = exampleReplica(1, { health: 'exited', reason: 'out of memory' });
		cli.snapshot = { ...exampleSnapshot, projects: [{ ...exampleShop, replicas: [ill, exampleReplica(2)] }] };
		cli.details = { 'shop-blue-1': { running: false, restarting: false, restarts: 0, exitCode: 137, outOfMemory: true, error: '' } };
		cli.log = ['Listening on 8000', 'FATAL: heap is full'];
		expect(await cli.run('health', 'shop')).toBe(1);
		expect(cli.out).toContain('shop-blue-1 (127.0.0.1:8101): It was killed because it used more memory than it may');
		expect(cli.out).toContain('    First error  FATAL: heap is full');
		expect(cli.out).toContain('    → Until then, roll back to v40');
		const scripted = createFakeCli();
		Object.assign(scripted, { snapshot: cli.snapshot, details: cli.details, log: cli.log });
		await scripted.run('health', 'shop', '--json');
		expect(scripted.json()).toMatchObject({
			checks: expect.arrayContaining([
				expect.objectContaining({
					ok: false,
					why: expect.objectContaining({ state: 'ill', log: ['Listening on 8000', 'FATAL: heap is full'] }),
				}),
			]),
		});
	});

	test('names containers that have more rights than Berth gives, and calls them no illness', async () => {
		const cli = createFakeCli();
		cli.details = {
			'shop-blue-1': { rights: { privileges: true } },
			'shop-blue-2': { rights: { capabilities: ['NET_RAW'], privileges: false } },
		};
		cli.snapshot = { ...exampleSnapshot, proxy: { ...exampleSnapshot.proxy, rights: { privileges: true } } };
		expect(await cli.run('health')).toBe(0);
		const said = cli.out.join('\n');
		expect(said).toMatch(/ok +nginx .*; not confined/);
		expect(said).toMatch(/ok +shop-blue-1 .*healthy; not confined: it was made before/);
		expect(said).toMatch(/ok +shop-blue-2 .*healthy; has NET_RAW/);
	});

	test('warns of a project that others than root can change, and calls it no illness', async () => {
		const cli = createFakeCli();
		await cli.files.writeText('/opt/projects/shop/project.yml', 'name: shop\n', { mode: 0o664 });
		expect(await cli.run('health')).toBe(0);
		const said = cli.out.join('\n');
		expect(said).toMatch(
			/warn +\/opt\/projects\/shop\/project.yml +others than root can change what root deploys \(user 0 owns it, mode 664\)/,
		);
		expect(said).toContain('chown root: /opt/projects/shop/project.yml && chmod go-w /opt/projects/shop/project.yml');
	});

	test('warns of what others could run as root: what the app writes where they get in', async () => {
		const cli = createFakeCli();
		const shop = { ...exampleShop, lost: { directories: [], links: [], volumes: [], open: ['/opt/projects/shop/logs'] } };
		const { project } = shop;
		const volumes = [
			{ from: 'data', to: '/data', readOnly: false },
			{ from: 'static', to: '/static', readOnly: true },
			{ from: 'volumes/media', to: '/media', readOnly: false },
		];
		cli.snapshot = { ...exampleSnapshot, projects: [{ ...shop, ...(project && { project: { ...project, volumes } }) }] };
		await cli.files.makeDirectory('/opt/projects/shop');
		await cli.files.changeMode('/opt/projects/shop', 0o711);
		expect(await cli.run('health', 'shop')).toBe(1);
		const said = cli.out.join('\n');
		expect(said).toMatch(/BAD +\/opt\/projects\/shop\/logs +others than root can go into it.*`chmod 700 \/opt\/projects\/shop\/logs`/);
		expect(said).toMatch(/warn +\/opt\/projects\/shop\/data +others than root get to it through \/opt\/projects\/shop \(mode 711\)/);
		expect(said).not.toMatch(/shop\/static|volumes\/media/);
		await cli.files.changeMode('/opt/projects/shop', 0o700);
		await cli.run('health', 'shop');
		expect(cli.out.join('\n').slice(said.length)).not.toContain('shop/data');
	});

	test('warns of logs of sites that every user of the server may read, and says what closes them', async () => {
		const cli = createFakeCli();
		cli.snapshot = { ...exampleSnapshot, proxy: { ...exampleSnapshot.proxy, openLogs: '/opt/nginx/logs' } };
		await cli.run('health');
		expect(cli.out.join('\n')).toMatch(/warn +\/opt\/nginx\/logs +every user of this server can read.*`berth proxy reload`/);
	});

	test('says of a directory that nginx does not see any more what starts nginx anew, and no more of what lies in it', async () => {
		const cli = createFakeCli();
		const lost = ['/opt/nginx/logs', '/opt/nginx/logs/shop', '/opt/nginx/staged'].map((path) => ({ path, mode: 0o755 }));
		const proxy = { ...exampleSnapshot.proxy, lost, unseen: ['/opt/nginx/logs'], files: { '/opt/nginx/nginx.conf': '' } };
		cli.snapshot = { ...exampleSnapshot, projects: [], proxy };
		expect(await cli.run('health')).toBe(1);
		const bad = cli.out.filter((line) => line.startsWith('BAD')).map((line) => line.split(/\s{2,}/).slice(1));
		expect(bad).toEqual([
			['/opt/nginx/logs', expect.stringMatching(/`berth proxy start` starts nginx anew, with some seconds without sites$/)],
			['/opt/nginx/staged', 'it was removed; the next change of any project makes it again'],
		]);
	});

	test('calls nothing removed where nginx was never set up', async () => {
		const cli = createFakeCli();
		const proxy = { ...exampleSnapshot.proxy, lost: [{ path: '/opt/nginx/conf.d', mode: 0o755 }], files: {} };
		cli.snapshot = { ...exampleSnapshot, proxy };
		await cli.run('health');
		expect(cli.out.join('\n')).not.toContain('removed');
	});

	test('names what Berth owns and somebody removed, and what makes it again', async () => {
		const cli = createFakeCli();
		const siteLogs = { path: '/opt/nginx/logs/shop', mode: 0o755 };
		const lost = {
			network: 'shop_internal',
			directories: [{ path: '/opt/projects/shop/volumes/postgres', mode: 0o755 }],
			links: [{ path: '/opt/projects/shop/logs/nginx', target: '/opt/nginx/logs/shop' }],
			volumes: ['/opt/projects/shop/volumes/data', '/opt/projects/shop/volumes/new'],
		};
		const { current: _, ...shop } = exampleShop;
		const services = shop.services.map((service) => ({ ...service, cutOff: true as const }));
		const releases = shop.releases.map((release) => ({ ...release, ...(release.version === 'v40' && { untagged: true as const }) }));
		const composeFiles = {
			'/opt/deploy/projects/shop/releases/v41/docker-compose.blue.yml': 'volumes: [/opt/projects/shop/volumes/data:/data]',
		};
		const proxy = { ...exampleSnapshot.proxy, lost: [siteLogs], files: { '/opt/nginx/nginx.conf': '' } };
		cli.snapshot = { ...exampleSnapshot, proxy, projects: [{ ...shop, services, releases, composeFiles, lost }] };
		expect(await cli.run('health', 'shop')).toBe(1);
		const bad = cli.out.filter((line) => line.startsWith('BAD')).map((line) => line.split(/\s{2,}/).slice(1));
		const again = 'it was removed; `berth scale shop 2` or a deploy makes it again';
		expect(bad).toEqual([
			[siteLogs.path, 'it was removed; the next change of any project makes it again'],
			['network shop_internal', again],
			['shop-postgres', 'it is cut off from its network shop_internal; `berth scale shop 2` or a deploy connects it again'],
			['/opt/projects/shop/volumes/postgres', again],
			['/opt/projects/shop/volumes/data', again],
			['/opt/projects/shop/logs/nginx', again],
			['/opt/projects/shop/releases/current', again],
			['shop-backend:v40', 'its tag was removed; `berth scale shop 2` or a deploy makes it again'],
		]);
	});

	test('finds a full disk and an nginx that would not load its configuration', async () => {
		const cli = createFakeCli();
		const complaint = 'nginx: [emerg] unknown directive "serve"';
		const proxy = { ...exampleSnapshot.proxy, test: { valid: false, output: [complaint, 'nginx: test failed'], complaint } };
		cli.snapshot = { ...exampleSnapshot, projects: [], proxy, capacity: { ...exampleSnapshot.capacity, diskFree: 1000 } };
		expect(await cli.run('health')).toBe(1);
		expect(cli.out.at(-1)).toBe('2 of 3 checks are bad');
		expect(cli.out.join('\n')).toContain(complaint);
	});

	test('shows what a certificate is, when it is renewed and why that failed, to a person and as JSON', async () => {
		const cli = createFakeCli();
		const day = 86_400_000;
		const now = cli.clock.now();
		const certificate = exampleCertificate({ notBefore: now - 80 * day, expiresAt: now + 10 * day });
		const certificateFailure = { at: now, operation: 'op1', what: 'DNS has no address for shop.example' };
		cli.snapshot = { ...exampleSnapshot, projects: [{ ...exampleShop, certificate, certificateFailure }] };
		expect(await cli.run('health')).toBe(0);
		expect(cli.out.find((line) => line.includes('certificate of'))).toBe(
			'warn  certificate of shop.example   10 days left; it should have been renewed by now: `berth certificate renew shop`; ' +
				'the last try failed: DNS has no address for shop.example',
		);
		const asJson = createFakeCli();
		asJson.snapshot = cli.snapshot;
		await asJson.run('status', 'shop', '--json');
		expect(asJson.json()).toMatchObject({
			certificate: {
				issuer: "Let's Encrypt R11",
				names: ['shop.example', 'www.shop.example'],
				daysLeft: 10,
				state: 'late',
				renewAt: certificate.renewAt,
			},
			certificateFailure,
		});
	});

	test('finds a certificate that cannot be read', async () => {
		const cli = createFakeCli();
		cli.snapshot = { ...exampleSnapshot, projects: [{ ...exampleShop, certificate: exampleCertificate({ unreadable: true }) }] };
		expect(await cli.run('health')).toBe(1);
		expect(cli.out.join('\n')).toMatch(/BAD +certificate of shop\.example +it cannot be read/);
	});
});

test('ports shows which ports are whose and where something listens', async () => {
	const cli = createFakeCli();
	expect(await cli.run('ports')).toBe(0);
	expect(cli.out).toEqual([
		'nginx (nginx-proxy): 80, 443',
		'',
		'project  block  blue  green  postgres  redis  listening',
		'shop      8100  8101   8117      8133   8180  8101 blue-1, 8102 blue-2, 8133',
		'blog      8200  8201   8217      8233   8280  none',
	]);
});

test('releases says what is live and what a roll back would find', async () => {
	const cli = createFakeCli();
	expect(await cli.run('releases', 'shop')).toBe(0);
	expect(cli.out).toEqual([
		'release  state           age  image             digest',
		'v42      never deployed       to be built',
		'v41      live            3 d  shop-backend:v41',
		'v40      previous        9 d  shop-backend:v40',
	]);
});

test('releases says of a release that its directory was removed', async () => {
	const releases = exampleShop.releases.map((release) =>
		release.version === 'v41' ? { ...release, hasSource: false, directoryGone: true as const } : release,
	);
	const cli = createFakeCli();
	cli.snapshot = { ...exampleSnapshot, projects: [{ ...exampleShop, releases }] };
	await cli.run('releases', 'shop');
	expect(cli.out[2]).toContain('shop-backend:v41; its directory was removed');
});

test('secrets list names keys and no value', async () => {
	const cli = createFakeCli();
	expect(await cli.run('secrets', 'list', 'shop')).toBe(0);
	expect(cli.out).toEqual(['POSTGRES_USER=••••••', 'POSTGRES_PASSWORD=••••••']);
});

test('history shows who changed what with which result', async () => {
	const cli = createFakeCli();
	const entry = {
		at: 0,
		id: '1',
		operation: 'deploy',
		project: 'shop',
		title: 'Deploy shop v41',
		user: 'anna',
		outcome: 'done',
		took: 6100,
	};
	cli.files.put({ '/opt/deploy/audit.jsonl': `${JSON.stringify(entry)}\n` });
	expect(await cli.run('history', 'shop')).toBe(0);
	expect(cli.out[1]).toBe('1970-01-01 00:00:00  anna  done     6.1 s  1          Deploy shop v41');
	expect(await cli.run('history', 'blog')).toBe(0);
	expect(cli.out.at(-1)).toBe('Nothing was changed on blog yet');
});

test('history of a project that never was is refused, and that of a removed one is shown', async () => {
	const cli = createFakeCli();
	expect(await cli.run('history', 'nosuch')).toBe(2);
	expect(cli.err[0]).toBe('There is no project nosuch on server-1');
	const gone = { at: 0, id: '1', operation: 'remove', project: 'old', title: 'Remove old', user: 'anna', outcome: 'done', took: 1 };
	cli.files.put({ '/opt/deploy/audit.jsonl': `${JSON.stringify(gone)}\n` });
	expect(await cli.run('history', 'old')).toBe(0);
	expect(cli.out[1]).toContain('Remove old');
});

test('show tells what a failed deploy took from a warm roll back', async () => {
	const cli = createFakeCli();
	const clearing = { kind: 'clear-berth', project: 'shop', berth: 'green', containers: ['shop-green-1'], warm: 'v40' } as const;
	cli.control.plans = [{ ...examplePlan, steps: [clearing] }];
	const journal = [
		{ at: 1000, kind: 'done', step: 0, took: 1 },
		{ at: 2000, kind: 'finished', outcome: 'failed' },
	];
	cli.files.put({ '/opt/deploy/operations/1/journal.jsonl': journal.map((entry) => `${JSON.stringify(entry)}\n`).join('') });
	await cli.run('show', 'shop');
	expect(cli.out.at(-1)).toBe('The stopped replicas of v40 in green are gone: a roll back to v40 starts new ones');
});

test('show tells an operation from its plan to its end', async () => {
	const cli = createFakeCli();
	const journal = [
		{ at: 1000, kind: 'doing', step: 0 },
		{ at: 2000, kind: 'finished', outcome: 'failed', failure: { kind: 'external', what: 'It broke', next: 'Mend it' } },
	];
	cli.files.put({ '/opt/deploy/operations/1/journal.jsonl': journal.map((entry) => `${JSON.stringify(entry)}\n`).join('') });
	expect(await cli.run('show', 'shop')).toBe(0);
	expect(cli.out[0]).toBe('1 by anna on server-1, 1970-01-01 00:00:00 UTC');
	expect(cli.out).toContain('  00:00:01 [1/4] Start 3 replicas of v42 in green (127.0.0.1:8117–8119)');
	expect(cli.out.slice(-2)).toEqual(['It broke', 'Mend it']);
});
