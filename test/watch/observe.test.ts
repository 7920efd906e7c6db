import { describe, expect, test } from 'vitest';
import { Failure } from '../../source/model/failure.ts';
import { findProject } from '../../source/model/snapshot.ts';
import { operationLayout, projectLayout, releaseLayout } from '../../source/server/layout.ts';
import { type ObserveOptions, observeServer } from '../../source/watch/observe.ts';
import { exampleOperation } from '../fakes/example-plan.ts';
import { listedReplica, type WatchedServer, watchedServer } from '../fakes/watched-server.ts';

const observe = ({ host, layout, settings }: WatchedServer, options?: ObserveOptions) => observeServer(host, layout, settings, options);
const shopOf = async (server: WatchedServer, options?: ObserveOptions) => {
	const shop = findProject(await observe(server, options), 'shop');
	if (shop === undefined) throw new Error('shop is not there');
	return shop;
};

test('sees a project whole: file, ports, site, replicas, releases, certificate', async () => {
	const shop = await shopOf(watchedServer());
	expect(shop.problem).toBeUndefined();
	expect(shop).toMatchObject({
		directory: '/opt/projects/shop',
		ports: { id: 1, blue: 8101, postgres: 8133 },
		site: { release: 'v2', berth: 'blue', ports: [8101, 8102] },
		current: 'v2',
		previous: 'v1',
		envKeys: ['SECRET_KEY', 'DATABASE_URL'],
		certificate: { number: 0, path: '/opt/nginx/ssl/live/shop.example.com', source: 'hand', unreadable: true },
		networkId: 'n',
	});
	expect(shop.project?.domains).toEqual(['shop.example.com']);
	expect(shop.replicas.map(({ name, port, health }) => [name, port, health])).toEqual([
		['shop-blue-1', 8101, 'unknown'],
		['shop-blue-2', 8102, 'unknown'],
	]);
	expect(shop.releases.map(({ version, hasImage, hasSource }) => [version, hasImage, hasSource])).toEqual([
		['v2', true, false],
		['v1', false, true],
	]);
	expect(Object.keys(shop.composeFiles).map((path) => path.slice('/opt/deploy/projects/shop/releases/'.length))).toEqual([
		'v2/docker-compose.blue.yml',
		'v1/docker-compose.green.yml',
	]);
});

test('never has a value of .env in it', async () => {
	expect(JSON.stringify(await observe(watchedServer()))).not.toContain('abcdefghij');
});

test('asks the engine once for all containers and images, and inspects none that plainly runs', async () => {
	const server = watchedServer();
	await observe(server);
	expect(server.docker.asked.toSorted()).toEqual([
		'containers {"berth.project":true}',
		'images',
		'info',
		'inspect nginx-proxy',
		'networks',
	]);
});

test('tells a wrong project file as the problem of that project', async () => {
	const server = watchedServer();
	server.files.put({ [projectLayout(server.layout, 'shop').file]: 'name: shop\nreplicas: many\n' });
	const shop = await shopOf(server);
	expect(shop.project).toBeUndefined();
	expect(shop.problem).toMatchObject({ kind: 'config' });
	expect(shop.replicas).toHaveLength(2);
});

test('tells a directory without project.yml, and passes over what cannot be a project', async () => {
	const server = watchedServer();
	server.files.put({ '/opt/projects/blog/.env': '', '/opt/projects/lost+found/x': '', '/opt/projects/notes': 'a file' });
	const { projects } = await observe(server);
	expect(projects.map(({ name }) => name)).toEqual(['blog', 'shop']);
	expect(projects[0]?.problem?.what).toContain('no project.yml');
});

test('shows all that is on the disk while the engine is down', async () => {
	const server = watchedServer();
	server.docker.goDown('connection refused');
	const snapshot = await observe(server);
	expect(snapshot.engine).toEqual({ kind: 'down', why: 'connection refused' });
	expect(findProject(snapshot, 'shop')).toMatchObject({ replicas: [], site: { release: 'v2' } });
	expect(snapshot.proxy.instance).toBeUndefined();
});

test('looks at one project alone when asked to', async () => {
	const server = watchedServer();
	server.files.put({ '/opt/projects/blog/.env': '' });
	expect((await observe(server, { only: 'shop' })).projects.map(({ name }) => name)).toEqual(['shop']);
	expect((await observe(server, { only: 'gone' })).projects).toEqual([]);
	expect(server.docker.asked).toContain('containers {"berth.project":"shop"}');
});

test('asks live replicas at the address and with the host name that nginx uses', async () => {
	const server = watchedServer();
	server.docker.list.push(listedReplica('green', 1, 'v1'));
	server.answers.set(8101, { status: 204 }).set(8102, { status: 302 });
	const shop = await shopOf(server, { askHealth: true });
	expect(server.requests.toSorted()).toEqual(['8101 shop.example.com /health', '8102 shop.example.com /health']);
	expect(shop.replicas.map(({ health, reason }) => [health, reason])).toEqual([
		['healthy', undefined],
		['unhealthy', 'GET /health: answered 302'],
		['unknown', undefined],
	]);
});

test('calls a live replica that does not listen yet starting while it may still boot', async () => {
	const server = watchedServer();
	server.docker.list = [listedReplica('blue', 1, 'v2', { status: 'Up 3 seconds', createdAt: server.clock.now() - 4000 })];
	const [replica] = (await shopOf(server, { askHealth: true })).replicas;
	expect(replica).toMatchObject({ health: 'starting', reason: 'GET /health: connection refused' });
});

test('knows who works on a project, and whose runner died', async () => {
	const server = watchedServer();
	const { lock, lockOwner } = projectLayout(server.layout, 'shop');
	const owner = { id: '20300101-000000-ab12', operation: 'deploy', project: 'shop', user: 'ann', pid: 7, host: 'srv1', since: 5 };
	const { plan, journal } = operationLayout(server.layout, owner.id);
	const started = `${JSON.stringify({ at: 5, kind: 'started', pid: 7, resumed: false })}\n`;
	server.files.put({ [lockOwner]: JSON.stringify(owner), [plan]: JSON.stringify(exampleOperation(owner.id)), [journal]: started });
	expect((await shopOf(server)).operation).toEqual({ ...owner, alive: false });
	server.held.add(lock);
	expect((await shopOf(server)).operation).toEqual({ ...owner, alive: true });
	server.held.clear();
	server.files.put({ [journal]: `${started}{"at":1,"kind":"finished","outcome":"done"}\n` });
	expect((await shopOf(server)).operation).toBeUndefined();
});

test('has nginx test the configuration only when asked, and says which file it refuses', async () => {
	const server = watchedServer();
	server.docker.details = { 'nginx-proxy': { id: 'px' } };
	const refusal = 'nginx: [emerg] unknown directive "x" in /opt/nginx/conf.d/shop.conf:3\nnginx: configuration file test failed\n';
	server.docker.answers = {
		'nginx -v': { code: 0, stdout: '', stderr: 'nginx version: nginx/1.22.1\n' },
		'nginx -t -c /opt/nginx/nginx.conf': { code: 1, stdout: '', stderr: refusal },
	};
	server.files.put({ '/opt/nginx/accepted/shop.conf': '' });
	expect((await observe(server)).proxy).toMatchObject({ instance: 'px', version: '1.22.1', httpPort: 80 });
	expect((await observe(server)).proxy.test).toBeUndefined();
	expect((await observe(server, { testProxy: true })).proxy.test).toMatchObject({
		valid: false,
		offender: { path: '/opt/nginx/conf.d/shop.conf', line: 3, hasAcceptedCopy: true },
	});
});

test('tells what could not be found out about nginx, instead of calling it stopped or valid', async () => {
	const server = watchedServer();
	server.docker.details = { 'nginx-proxy': { id: 'px' } };
	const slow = new Failure({ kind: 'external', what: 'nginx was not run', why: 'timed out after 10 s' });
	server.docker.exec = () => Promise.reject(slow);
	expect((await observe(server, { testProxy: true })).proxy).toMatchObject({
		instance: 'px',
		problem: { what: 'nginx in nginx-proxy does not say what it is', why: 'nginx was not run: timed out after 10 s' },
	});
	server.docker.inspect = () => Promise.reject(slow);
	const { proxy } = await observe(server);
	expect(proxy.instance).toBeUndefined();
	expect(proxy.problem?.what).toBe('Berth does not know whether nginx-proxy runs');
});

test('calls nginx stopped, and not its configuration wrong, when it ends while it is asked', async () => {
	const server = watchedServer();
	server.docker.details = { 'nginx-proxy': { id: 'px' } };
	server.docker.exec = async () => {
		server.docker.details = { 'nginx-proxy': { id: 'px', running: false } };
		return { code: 137, stdout: '', stderr: '' };
	};
	const { proxy } = await observe(server, { testProxy: true });
	expect(proxy.instance).toBeUndefined();
	expect(proxy.test).toBeUndefined();
	expect(proxy.problem).toBeUndefined();
});

describe('an nginx that serves nobody', () => {
	const zz = '/opt/nginx/conf.d/zz.conf';
	const words = `unknown directive "nonsense" in ${zz}:1`;
	const said = (at: number, text: string) => ({ at, stream: 'stderr' as const, text });

	function loopingServer(state: object = { restarting: true, exitCode: 1 }): WatchedServer {
		const server = watchedServer();
		server.docker.details = { 'nginx-proxy': { id: 'px', startedAt: 500, ...state } };
		server.docker.printed = {
			px: [
				said(400, '2026/11/29 20:00:00 [emerg] 1#1: of an earlier start'),
				said(600, `2026/11/29 20:00:01 [emerg] 1#1: ${words}`),
				said(601, 'nginx exits'),
			],
		};
		server.files.put({ [zz]: 'nonsense {\n' });
		return server;
	}

	test('is told with the cause and the file while Docker starts it again and again, and is asked nothing', async () => {
		const server = loopingServer();
		const { proxy } = await observe(server, { testProxy: true });
		expect(proxy.instance).toBeUndefined();
		expect(proxy.problem).toBeUndefined();
		expect(proxy.down).toEqual({ state: 'restarting', cause: `[emerg] ${words}`, offender: { path: zz, line: 1 } });
		expect(server.docker.asked.filter((question) => question.startsWith('exec'))).toEqual([]);
	});

	test('does not name a file that was removed or corrected since', async () => {
		const server = loopingServer();
		server.docker.printed = { px: [said(0, `nginx: [emerg] ${words}`)] };
		server.docker.details = { 'nginx-proxy': { id: 'px', restarting: true, exitCode: 1 } };
		expect((await observe(server)).proxy.down).toEqual({ state: 'restarting', cause: `[emerg] ${words}` });
		const other = loopingServer();
		await other.files.remove(zz);
		expect((await observe(other)).proxy.down).toEqual({ state: 'restarting', cause: `[emerg] ${words}` });
	});

	test('names no file of another directory, whatever the log says', async () => {
		const server = loopingServer();
		server.files.put({ '/etc/shadow': 'x' });
		server.docker.printed = { px: [said(600, 'nginx: [emerg] bad in /etc/shadow:1')] };
		expect((await observe(server)).proxy.down).toEqual({ state: 'restarting', cause: '[emerg] bad in /etc/shadow:1' });
	});

	test('is paused, or was stopped in good order, for no cause of its own', async () => {
		expect((await observe(loopingServer({ paused: true }))).proxy).toMatchObject({ down: { state: 'paused' } });
		const { proxy } = await observe(loopingServer({ running: false, exitCode: 0 }));
		expect(proxy.instance).toBeUndefined();
		expect(proxy.down).toEqual({ state: 'stopped' });
	});

	test('is told without a cause where its log cannot be read', async () => {
		const server = loopingServer();
		server.docker.logBatches = () => {
			throw new Failure({ kind: 'external', what: 'no log' });
		};
		expect((await observe(server)).proxy.down).toEqual({ state: 'restarting' });
	});

	test('is found to be restarting when it ends while it is asked', async () => {
		const server = loopingServer({});
		server.docker.exec = async () => {
			server.docker.details = { 'nginx-proxy': { id: 'px', restarting: true, exitCode: 1 } };
			throw new Failure({ kind: 'external', what: 'Docker refused', why: 'is restarting' });
		};
		const { proxy } = await observe(server);
		expect(proxy.problem).toBeUndefined();
		expect(proxy.down).toMatchObject({ state: 'restarting', offender: { path: zz } });
	});
});

test('runs nothing in nginx for who needs no version', async () => {
	const server = watchedServer();
	server.docker.details = { 'nginx-proxy': { id: 'px' } };
	expect((await observe(server, { proxyVersion: 'skip' })).proxy).toMatchObject({ instance: 'px' });
	expect(server.docker.asked.filter((question) => question.startsWith('exec'))).toEqual([]);
});

test('asks nginx for its version again only when another container runs than the one it is known of', async () => {
	const server = watchedServer();
	server.docker.details = { 'nginx-proxy': { id: 'px' } };
	server.docker.answers = { 'nginx -v': { code: 0, stdout: '', stderr: 'nginx version: nginx/1.22.1\n' } };
	const ask = async (containerId: string) => (await observe(server, { proxyVersion: { containerId, version: '1.20.0' } })).proxy.version;
	expect(await ask('px')).toBe('1.20.0');
	expect(server.docker.asked.filter((question) => question.startsWith('exec'))).toEqual([]);
	expect(await ask('one of before')).toBe('1.22.1');
});

test('trusts no record or compose file among a release’s source, and takes what it needs to know from the engine', async () => {
	const server = watchedServer();
	const { directory, record } = releaseLayout(projectLayout(server.layout, 'shop'), 'v2');
	await server.files.remove(record);
	server.files.put({
		[`${directory}/.release.json`]: JSON.stringify({ version: 'v2', image: 'x', imageId: 'sha256:of-another-project', obtainedAt: 1 }),
		[`${directory}/docker-compose.blue.yml`]: 'services: {evil: {volumes: ["/etc:/etc"]}}\n',
	});
	const shop = await shopOf(server);
	expect(shop.releases.find(({ version }) => version === 'v2')).toMatchObject({
		imageId: 'sha256:v2',
		obtainedAt: expect.any(Number),
		hasSource: false,
	});
	expect(JSON.stringify(shop.composeFiles)).not.toContain('evil');
});

test('tells what stands in a release’s place and is none, instead of calling it missing', async () => {
	const server = watchedServer();
	const shop = projectLayout(server.layout, 'shop');
	await server.files.link('/srv/checkout', releaseLayout(shop, 'v3').directory);
	expect((await shopOf(server)).strangers).toEqual({ v3: 'link' });
	expect(await shopOf(watchedServer())).not.toHaveProperty('strangers');
});
