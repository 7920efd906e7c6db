import { describe, expect, it, vi } from 'vitest';
import { plainText } from '../../../hooks/line.ts';
import { startProjectScreen } from '../../../hooks/project/project-state.ts';
import { certificateTab } from '../../../hooks/project/tabs/certificate-tab.ts';
import type { Certificate } from '../../../source/model/certificate.ts';
import type { ProjectSnapshot } from '../../../source/model/snapshot.ts';
import { exampleCertificate } from '../../fakes/example-certificates.ts';
import { exampleNow, exampleProjects, exampleView } from '../../fakes/example-fleet.ts';
import { openTestConsole } from '../../fakes/open-test-console.ts';

const day = 86_400_000;

const shop = exampleProjects.find(({ name }) => name === 'shop') as ProjectSnapshot;

/** What the tab says of shop, with that certificate, in a width. */
function wordsOf(certificate: Certificate | undefined, change: Partial<ProjectSnapshot> = {}, width = 78): string {
	const { certificate: _, ...rest } = shop;
	const project = { ...rest, ...(certificate && { certificate }), ...change };
	const { rows } = certificateTab.content(
		{ view: exampleView(), project, screen: startProjectScreen('shop', 'certificate'), now: exampleNow },
		width,
	);
	const lines = rows.map((row) => plainText(row.line()));
	for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
	return lines.join('\n');
}

const domains = shop.project?.domains ?? [];
const fresh = exampleCertificate({ names: domains, notBefore: exampleNow - 29 * day, expiresAt: exampleNow + 61 * day });

describe('the certificate of a project', () => {
	it('is told with its names, issuer, serial, end and renewal', () => {
		const words = wordsOf(fresh);
		for (const part of ['● 61 days left', "Let's Encrypt R11", '04aa', 'in 31 d; C does it now', 'the CA, by Berth', '(number 1)'])
			expect(words).toContain(part);
		for (const name of domains) expect(words).toMatch(new RegExp(`${name} +● in it`));
	});

	it('names what it does not cover, and why the last try failed', () => {
		const failure = { at: exampleNow - 3_600_000, operation: '1', what: 'The CA could not be asked', why: 'connection refused' };
		const words = wordsOf({ ...fresh, names: ['old.example'] }, { certificateFailure: failure });
		expect(words).toContain(`${domains[0]}`);
		expect(words).toContain('▲ not in it');
		expect(words).toContain('The CA could not be asked');
	});

	it('is called over, late, or not what its key is for', () => {
		expect(wordsOf({ ...fresh, expiresAt: exampleNow - 1 })).toContain('✕ it has expired');
		expect(wordsOf(exampleCertificate({ names: domains, notBefore: exampleNow - 80 * day, expiresAt: exampleNow + 10 * day }))).toContain(
			'▲ 10 days left',
		);
		expect(wordsOf({ ...fresh, keyMatches: false })).toContain('its private key is missing');
	});

	it('says how one comes where there is none', () => {
		expect(wordsOf(undefined)).toContain('C obtains one');
		const { project } = shop;
		if (project === undefined) throw new Error('shop has no project.yml');
		expect(wordsOf(undefined, { project: { ...project, tls: 'off' } })).toContain('`tls: off`');
		expect(wordsOf(undefined, { project: { ...project, tls: 'files' } }).replace(/\s+/g, ' ')).toContain('berth certificate install shop');
	});
});

it('C plans a renewal where there is one', async () => {
	const test = openTestConsole();
	// The row of shop.
	test.press(...Array.from({ length: 6 }, () => 'j'), 'C');
	await vi.waitFor(() => expect(test.control.planned).toEqual([{ kind: 'renew-certificate', project: 'shop', force: true }]));
});
