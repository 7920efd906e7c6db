import { describe, expect, test } from 'vitest';
import { parseServer } from '../../source/config/server-file.ts';
import type { ProjectSnapshot, Snapshot } from '../../source/model/snapshot.ts';
import { certificateOrder } from '../../source/operations/certificate-order.ts';
import { requireReady } from '../../source/operations/checks.ts';
import { planFor } from '../../source/operations/index.ts';
import type { Intent } from '../../source/operations/plan.ts';
import { readSite } from '../../source/proxies/index.ts';
import { exampleCertificate } from '../fakes/example-certificates.ts';
import { exampleProject } from '../fakes/example-snapshot.ts';
import { failureOf } from '../fakes/failure-of.ts';
import { newShop, serverWith, stoppedServer } from './shop.ts';

const project = 'shop';
const issue: Intent = { kind: 'issue-certificate', project };
const renew: Intent = { kind: 'renew-certificate', project };
const day = 86_400_000;
const { certificates } = parseServer('certificates: {email: ops@example.com}', '/opt/deploy/server.yml');
if (certificates === undefined) throw new Error('no certificates are set up');
const { takenAt } = serverWith();
const fresh = exampleCertificate({ notBefore: takenAt - day, expiresAt: takenAt + 89 * day });
const due = exampleCertificate({
	notBefore: takenAt - 70 * day,
	expiresAt: takenAt + 20 * day,
	number: 2,
	path: '/opt/nginx/certificates/shop/2',
});

const server = (shop: Partial<ProjectSnapshot> = {}, more: Partial<Snapshot> = {}) => serverWith(shop, { certificates, ...more });
const kinds = (snapshot: Snapshot, intent: Intent) => planFor(snapshot, intent).steps.map(({ kind }) => kind);
const refused = (snapshot: Snapshot, intent: Intent) => failureOf(() => planFor(snapshot, intent));

describe('issue', () => {
	test('tries the way, orders, checks, and then changes the site as any other change does', () => {
		const plan = planFor(server(), issue);
		expect(plan.title).toBe('Obtain a certificate of shop for shop.example, www.shop.example');
		expect(plan.steps.map(({ kind }) => kind)).toEqual(['try-challenge', 'obtain-certificate', 'save-certificate', 'stage-site', 'route']);
		expect(plan.files.map(({ path }) => path)).toEqual(['/opt/nginx/conf.d/shop.conf']);
		expect(plan.files[0]?.after).toContain('/opt/nginx/certificates/shop/1/fullchain.pem');
		expect(plan.probe).toMatchObject({ tls: false, serving: true });
	});

	test('comes before the first deploy as well', () => {
		const plan = planFor({ ...newShop(), certificates }, issue);
		expect(plan.steps.map(({ kind }) => kind)).toEqual(['try-challenge', 'obtain-certificate', 'save-certificate']);
		expect(plan.notes).toEqual(['Its site has it from the first deploy on']);
	});

	test('orders nothing where a good one is there: only a site that does not serve it yet is changed', () => {
		const plan = planFor(server({ certificate: fresh, certificateNumbers: [1] }), issue);
		expect(plan.steps.map(({ kind }) => kind)).toEqual(['stage-site', 'route']);
		const site = plan.files[0]?.after;
		const served = { ...serverWith().projects[1]?.site, text: site } as ProjectSnapshot['site'];
		if (served === undefined) throw new Error('no site');
		expect(planFor(server({ certificate: fresh, certificateNumbers: [1], site: served }), issue)).toMatchObject({ steps: [], empty: true });
	});

	test.each([
		['lacks a host name', { names: ['shop.example'] }],
		['is for tests', { isStaging: true as const }],
		['has no key', { keyMatches: false }],
		['is due', { expiresAt: takenAt + 5 * day }],
		['was put there by hand', { number: 0, source: 'hand' as const }],
	])('orders another one where the present one %s', (_, change) => {
		expect(
			kinds(
				server({
					certificate: exampleCertificate({ ...fresh, renewAt: takenAt + 1, ...change, ...('expiresAt' in change && { renewAt: 0 }) }),
				}),
				issue,
			),
		).toContain('obtain-certificate');
	});

	test('asks the resolver and the port that the server names, and for DNS its hooks', () => {
		const method = { kind: 'dns', add: '/a', remove: '/r' } as const;
		const [attempt, order] = planFor(
			server({}, { certificates: { ...certificates, method, resolver: '1.1.1.1', challengePort: 5002 } }),
			issue,
		).steps;
		expect(attempt).toMatchObject({ resolver: '1.1.1.1', port: 5002 });
		expect(attempt).not.toHaveProperty('webroot');
		expect(order).toMatchObject({ method });
	});

	test('is refused where none are set up, and where the project wants none', () => {
		expect(refused(serverWith(), issue)).toMatchObject({
			what: 'No certificates are set up on this server',
			why: '/opt/deploy/server.yml says nothing of certificates',
		});
		expect(refused(server({ project: { ...exampleProject, tls: 'off' } }), issue).why).toContain('`tls: off`');
		expect(refused(server({ project: { ...exampleProject, tls: 'files' } }), issue).next).toContain('berth certificate install shop');
	});
});

describe('beside sites of others', () => {
	const own = { program: 'nginx', config: '/etc/nginx/nginx.conf', pidFile: '/run/nginx.pid' };
	const proxy = { ...serverWith().proxy, driver: 'host' as const, own };
	const { instance: _, ...stopped } = proxy;
	const order = ['open-challenge', 'try-challenge', 'obtain-certificate', 'save-certificate', 'close-challenge'];

	test('the CA’s question for a name that has no site yet is answered by one for that alone', () => {
		const site = { ...(serverWith().projects[1]?.site as NonNullable<ProjectSnapshot['site']>), domains: ['shop.example'] };
		const plan = planFor(server({ site }, { proxy }), issue);
		expect(plan.steps.map(({ kind }) => kind)).toEqual([...order, 'stage-site', 'route']);
		expect(plan.steps[0]).toMatchObject({ path: '/opt/nginx/conf.d/shop.challenge.conf', domains: ['www.shop.example'] });
	});

	test('also before the first deploy, and of a new project, which stands without', () => {
		expect(kinds({ ...newShop(), certificates, proxy }, issue)).toEqual(order);
		const projectText = 'name: mail\ndomain: mail.example\nimage: x/mail\nport: 80\n';
		const { steps } = planFor(server({}, { proxy }), { kind: 'new', name: 'mail', projectText });
		expect(steps.slice(-5)).toMatchObject(order.map((kind) => ({ kind, lenient: true })));
	});

	test.each([
		['all names have one', server({}, { proxy })],
		['nginx does not run', { ...newShop(), certificates, proxy: stopped }],
		['the CA looks into DNS', server({}, { proxy, certificates: { ...certificates, method: { kind: 'dns', add: '/a', remove: '/r' } } })],
	])('none is needed where %s', (_, snapshot) => {
		const { steps } = certificateOrder(snapshot, snapshot.certificates ?? certificates, requireReady(snapshot, project));
		expect(steps.map(({ kind }) => kind)).toEqual(order.slice(1, -1));
	});

	test('a name that a site of others answers for is refused', () => {
		const holder = {
			kind: 'site' as const,
			owner: '/etc/nginx/sites-enabled/old',
			path: '/etc/nginx/sites-enabled/old',
			domains: ['shop.example'],
		};
		expect(refused({ ...newShop(), certificates, proxy, domainHolders: [holder] }, issue).what).toBe(
			'shop.example belongs to /etc/nginx/sites-enabled/old already',
		);
	});
});

describe('renew', () => {
	test('replaces one of which a third is left, keeps it for the way back, and removes those before it', () => {
		const plan = planFor(server({ certificate: due, certificateNumbers: [1, 2] }), renew);
		expect(plan.title).toBe('Renew the certificate of shop, which has 20 days left');
		expect(plan.steps.at(-1)).toMatchObject({ kind: 'prune-certificates', numbers: [1] });
		expect(plan.steps[1]).toMatchObject({ replaces: due.serial });
		expect(plan.files[0]?.after).toContain('/opt/nginx/certificates/shop/3/');
	});

	test('puts nothing live that was written into project.yml and is not deployed, and orders no name of it', () => {
		const snapshot = server({ certificate: due, certificateNumbers: [2] });
		const text = planFor(snapshot, issue).files[0]?.after?.replaceAll('/shop/3/', '/shop/2/') ?? '';
		const reading = readSite(text);
		const [before] = [snapshot.projects[1]];
		if (reading === undefined || before?.project === undefined) throw new Error('no shop');
		const { edited: _, ...served } = reading;
		const site = { path: '/opt/nginx/conf.d/shop.conf', text, ...served };
		const edited = { ...before.project, domains: ['new.example'], site: { ...before.project.site, bodyLimit: 1024 } };
		const plan = planFor(server({ certificate: due, certificateNumbers: [2], site, project: edited }), renew);
		const after = plan.files[0]?.after ?? '';
		expect(after.replaceAll('/shop/3/', '/shop/2/').replaceAll(readSite(after)?.generation ?? '', reading.generation)).toBe(text);
		expect(plan.steps.find(({ kind }) => kind === 'obtain-certificate')).toMatchObject({ domains: ['shop.example', 'www.shop.example'] });
	});

	test('does nothing while more is left, unless it is forced', () => {
		const snapshot = server({ certificate: fresh, certificateNumbers: [1] });
		const site = planFor(snapshot, issue).files[0]?.after ?? '';
		const served = server({
			certificate: fresh,
			certificateNumbers: [1],
			site: { ...(snapshot.projects[1]?.site as NonNullable<ProjectSnapshot['site']>), text: site },
		});
		expect(planFor(served, renew)).toMatchObject({ empty: true, steps: [] });
		expect(kinds(served, { ...renew, force: true })).toContain('obtain-certificate');
	});

	test('leaves a stopped project closed, and does not probe what is to answer 503', () => {
		const plan = planFor(stoppedServer({ certificate: due, certificateNumbers: [2] }, { certificates }), renew);
		expect(plan.steps.find(({ kind }) => kind === 'route')).toMatchObject({ closed: true, certificate: '/opt/nginx/certificates/shop/3' });
		expect(plan).not.toHaveProperty('probe');
	});

	test('is refused where Berth obtained none', () => {
		expect(refused(server(), renew).next).toBe('`berth certificate issue shop` obtains one');
		expect(
			refused(server({ certificate: exampleCertificate({ number: 0, source: 'hand', path: '/opt/nginx/ssl/live/shop.example' }) }), renew)
				.why,
		).toBe('the one in /opt/nginx/ssl/live/shop.example was put there by hand');
	});
});

describe('install', () => {
	const install: Intent = { kind: 'install-certificate', project, certificate: '/root/c.pem', key: '/root/k.pem' };

	test('copies the operator’s files and serves them', () => {
		const plan = planFor(serverWith({ project: { ...exampleProject, tls: 'files' } }), install);
		expect(plan.steps.map(({ kind }) => kind)).toEqual(['save-certificate', 'stage-site', 'route']);
		expect(plan.steps[0]).toMatchObject({ number: 1, certificate: '/root/c.pem', key: '/root/k.pem' });
	});

	test('is refused where the project does not say so, and for a path that depends on where one stands', () => {
		expect(refused(serverWith(), install).next).toContain('Write `tls: files`');
		expect(refused(serverWith(), { ...install, key: 'k.pem' }).what).toBe('k.pem is no absolute path');
	});
});

test('removing one goes back to HTTP, says so in project.yml, and removes all of them at the end', () => {
	const plan = planFor(server({ certificate: fresh, certificateNumbers: [1, 2] }), { kind: 'remove-certificate', project });
	expect(plan.steps.map(({ kind }) => kind)).toEqual(['write-files', 'prune-certificates']);
	expect(plan.files[0]).toMatchObject({ path: '/opt/projects/shop/project.yml', after: expect.stringContaining('tls: off') });
	expect(plan.confirm).toBe('name');
	expect(refused(server(), { kind: 'remove-certificate', project }).what).toBe('shop has no certificate');
});

describe('changed host names', () => {
	const lacking = { certificate: exampleCertificate({ ...fresh, names: ['shop.example'] }), certificateNumbers: [1] };

	test.each([
		{ kind: 'deploy', project, version: 'v42' },
		{ kind: 'scale', project, replicas: 3 },
		{ kind: 'rollback', project },
		{ kind: 'restart', project },
	] as const)('get a certificate before the site of a $kind names them', (intent) => {
		const plan = planFor(server(lacking), intent);
		const all = plan.steps.map(({ kind }) => kind);
		expect(all.indexOf('save-certificate')).toBeGreaterThan(all.indexOf('obtain-certificate'));
		expect(all.indexOf('stage-site')).toBeGreaterThan(all.indexOf('save-certificate'));
		expect(plan.steps.find(({ kind }) => kind === 'route')).toMatchObject({ text: expect.stringContaining('/certificates/shop/2/') });
	});

	test.each([
		['the server sets none up', serverWith(lacking)],
		['the project has none yet', server()],
		['it covers all', server({ certificate: fresh })],
		['it is the operator’s', server({ certificate: exampleCertificate({ ...lacking.certificate, source: 'files' }) })],
	])('order nothing where %s', (_, snapshot) => {
		expect(kinds(snapshot, { kind: 'deploy', project, version: 'v42' })).not.toContain('obtain-certificate');
	});
});

test('a new project ends with its certificate, and stands also without', () => {
	const projectText = 'name: mail\ndomain: mail.example\nimage: x/mail\nport: 80\n';
	const plan = planFor(server(), { kind: 'new', name: 'mail', projectText });
	expect(plan.steps.slice(-3)).toMatchObject([
		{ kind: 'try-challenge', lenient: true },
		{ kind: 'obtain-certificate', lenient: true },
		{ kind: 'save-certificate', lenient: true, number: 1 },
	]);
	expect(kinds(server(), { kind: 'new', name: 'mail', projectText: `${projectText}tls: off\n` })).not.toContain('obtain-certificate');
});

describe('timer', () => {
	const timer: Intent = { kind: 'certificate-timer' };
	const renewal = { kind: 'systemd', program: '/usr/lib/berth/dist/berth', files: {} } as const;

	test('writes what systemd starts, and lets it start; once it is there, nothing', () => {
		const plan = planFor(server({}, { renewal }), timer);
		expect(plan.steps.map(({ kind }) => kind)).toEqual(['write-files', 'enable-timer']);
		const files = Object.fromEntries(plan.files.map(({ path, after }) => [path, after ?? '']));
		expect(planFor(server({}, { renewal: { ...renewal, files } }), timer)).toMatchObject({ empty: true, steps: [] });
	});

	test('is started again where somebody has put it off, with nothing written', () => {
		const files = Object.fromEntries(planFor(server({}, { renewal }), timer).files.map(({ path, after }) => [path, after ?? '']));
		const off = server({}, { renewal: { ...renewal, files, off: 'disabled' } });
		expect(planFor(off, timer).steps).toEqual([{ kind: 'enable-timer', unit: 'berth-certificates.timer', existed: true }]);
		expect(planFor(off, issue).notes).toEqual([expect.stringContaining('Nothing renews it by itself')]);
	});

	test('writes a line for cron where there is no systemd', () => {
		const plan = planFor(server({}, { renewal: { ...renewal, kind: 'cron' } }), timer);
		expect(plan.files.map(({ path }) => path)).toEqual(['/etc/cron.d/berth-certificates']);
		expect(plan.steps.map(({ kind }) => kind)).toEqual(['write-files']);
	});

	test('is refused where nothing could run it, and where no certificates are set up', () => {
		expect(refused(server(), timer).what).toBe('This machine has neither systemd nor /etc/cron.d');
		expect(refused(serverWith({}, { renewal }), timer).what).toBe('No certificates are set up on this server');
	});

	test('is missed in the plan of a certificate where there is none', () => {
		expect(planFor(server({}, { renewal }), issue).notes).toEqual([
			'Nothing renews it by itself yet: `berth certificate timer` sees to that',
		]);
	});
});
