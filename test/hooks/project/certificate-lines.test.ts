import { describe, expect, it } from 'vitest';
import { plainText } from '../../../hooks/line.ts';
import { startProjectScreen } from '../../../hooks/project/project-state.ts';
import { findTab } from '../../../hooks/project/tabs.ts';
import type { Certificate } from '../../../source/model/certificate.ts';
import type { Project } from '../../../source/model/project.ts';
import type { ProjectSnapshot, Snapshot } from '../../../source/model/snapshot.ts';
import { exampleCertificate } from '../../fakes/example-certificates.ts';
import { exampleNow, exampleProjects, exampleView } from '../../fakes/example-fleet.ts';

const day = 86_400_000;
const width = 80;

const shop = exampleProjects.find(({ name }) => name === 'shop') as ProjectSnapshot;

/** How the server and shop are otherwise than in the example. */
interface Change {
	/** `null`: there is none. */
	readonly certificate?: Certificate | null;
	readonly project?: Partial<Project>;
	readonly isHttp?: true;
	readonly more?: Partial<ProjectSnapshot>;
	readonly server?: (snapshot: Snapshot) => Snapshot;
}

/** All that shop's ports tab says in 80 columns: one line, as it is read. */
function wordsOf({ certificate, project, isHttp, more, server = (snapshot) => snapshot }: Change): string {
	const { certificate: present, site, ...rest } = shop;
	if (shop.project === undefined || site === undefined) throw new Error('shop is not deployed');
	const changed: ProjectSnapshot = {
		...rest,
		site: { ...site, tls: isHttp === undefined },
		project: { ...shop.project, ...project },
		...(certificate !== null && { certificate: certificate ?? (present as Certificate) }),
		...more,
	};
	const { snapshot, ...view } = exampleView([changed]);
	const seen = { ...view, ...(snapshot && { snapshot: server(snapshot) }) };
	const facts = { view: seen, project: changed, screen: startProjectScreen('shop', 'ports'), now: exampleNow };
	const lines = findTab('ports')
		.content(facts, width)
		.rows.map((row) => plainText(row.line()));
	for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
	return lines.join(' ').replaceAll(/\s+/g, ' ');
}

/** One of 90 days with so many left. */
function withLeft(days: number, change: Partial<Certificate> = {}): Certificate {
	return exampleCertificate({ notBefore: exampleNow - (90 - days) * day, expiresAt: exampleNow + days * day, ...change });
}

const unset = ({ certificates: _, renewal: __, ...snapshot }: Snapshot): Snapshot => snapshot;

describe('the certificate of a project', () => {
	it('is told with what is left of it, its names, issuer, term, renewal and files', () => {
		const words = wordsOf({});
		for (const part of [
			'Answers for shop.example ● https, 61 days left',
			'State ● 61 days left',
			'Names shop.example, www.shop.example',
			"Issuer Let's Encrypt R11, serial 04aa",
			'Good for 2026-01-31 14:02:11 to 2026-05-01 14:02:11',
			'Next renewal in 31 days, from 2026-04-01 14:02:11 on; C renews it now',
			'Timer ● systemd runs `berth certificate renew` twice a day',
			'Files /opt/nginx/certificates/shop/1',
		])
			expect(words).toContain(part);
		expect(words).not.toMatch(/Last try|What to do/);
	});

	it('that is due or has ended says so', () => {
		expect(wordsOf({ certificate: withLeft(20) })).toContain('Next renewal due since 2026-02-19 14:02:11; C renews it now');
		const ended = wordsOf({ certificate: withLeft(-1) });
		expect(ended).toContain('Answers for shop.example ✕ https, certificate has ended');
		expect(ended).toContain('State ✕ it has expired');
	});

	it('that is not for all domains names them, and the key that obtains one for all', () => {
		const words = wordsOf({ certificate: withLeft(61, { names: ['old.example'] }) });
		expect(words).toContain('Answers for shop.example ▲ https, certificate not for it');
		expect(words).toContain('State ▲ 61 days left; it is not for shop.example');
		expect(words).toContain('C obtains one for all domains now');
	});

	it('that is not in the site yet is not called served', () => {
		expect(wordsOf({ isHttp: true })).toContain('Answers for shop.example ▲ http only until its next change');
	});

	it('that cannot be read makes up no facts', () => {
		const nothing = { names: [], issuer: '', serial: '', notBefore: 0, expiresAt: 0, renewAt: 0, unreadable: true } as const;
		const words = wordsOf({ certificate: exampleCertificate(nothing) });
		expect(words).toContain('State ✕ it cannot be read Next renewal none; C obtains another one');
		expect(words).not.toMatch(/1970|Issuer/);
	});

	it('of the operator is renewed by the operator', () => {
		const path = '/opt/nginx/ssl/live/shop.example';
		const words = wordsOf({ certificate: withLeft(61, { source: 'hand', number: 0, path }) });
		expect(words).toContain('Next renewal by you; C obtains one that is renewed for you');
		expect(words).toContain(`Files ${path}, put there by hand`);
		const files = wordsOf({ project: { tls: 'files' }, certificate: withLeft(61, { source: 'files' }) });
		expect(files).toContain('Next renewal by you: /opt/projects/shop/project.yml says `tls: files`');
		expect(files).toContain('What to do `berth certificate install shop`');
	});

	it('whose last try failed goes on and says when, what and why', () => {
		const failure = { at: exampleNow - 3 * 3_600_000, operation: '1', what: 'The CA could not be asked', why: 'connection refused' };
		const words = wordsOf({ more: { certificateFailure: failure } });
		expect(words).toContain('State ● 61 days left Names');
		expect(words).toContain('Last try ▲ failed 3 h ago: The CA could not be asked (connection refused)');
	});
});

describe('a project without a certificate', () => {
	it('names the key that obtains one', () => {
		const words = wordsOf({ certificate: null, isHttp: true });
		expect(words).toContain('Answers for shop.example ○ http only, no certificate');
		expect(words).toContain('State ○ none: its site is http only What to do C obtains one for shop.example');
	});

	it('says why none is obtained, and what to do about it', () => {
		const off = wordsOf({ certificate: null, isHttp: true, project: { tls: 'off' } });
		expect(off).toContain('Why /opt/projects/shop/project.yml says `tls: off` What to do Take the line out');
		const nowhere = wordsOf({ certificate: null, isHttp: true, server: unset });
		expect(nowhere).toContain('Why /opt/deploy/server.yml says nothing of certificates What to do Write `certificates:');
		for (const words of [off, nowhere]) expect(words).not.toMatch(/C obtains|Timer/);
	});

	it('is not called http only while its site has HTTPS', () => {
		expect(wordsOf({ project: { tls: 'off' } })).toContain('Answers for shop.example ▲ https until its next change');
		const gone = wordsOf({ certificate: null });
		expect(gone).toContain('Answers for shop.example ✕ https, its certificate is gone');
		expect(gone).toContain('State ✕ its files are gone');
	});
});

describe('the timer', () => {
	it('that is missing or another one is told with what sets it up', () => {
		for (const files of [{}, { '/etc/systemd/system/berth-certificates.timer': '' }]) {
			const server = (snapshot: Snapshot) => ({ ...snapshot, ...(snapshot.renewal && { renewal: { ...snapshot.renewal, files } }) });
			expect(wordsOf({ server })).toContain('Timer ▲ nothing renews by itself as it should; `berth certificate timer` sees to it');
		}
	});

	it('that this machine cannot have is told', () => {
		const server = ({ renewal: _, ...snapshot }: Snapshot) => snapshot;
		expect(wordsOf({ server })).toContain('Timer ▲ neither systemd nor cron is here');
	});
});
