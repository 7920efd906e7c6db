import { expect, test } from 'vitest';
import { parseProject } from '../../../source/config/project-file.ts';
import { createCertificateFiles } from '../../../source/host/certificate-files.ts';
import { renewAt } from '../../../source/model/certificate.ts';
import { layoutOf } from '../../../source/server/layout.ts';
import { observeCertificate } from '../../../source/watch/observe/observe-certificate.ts';
import { examplePair, lateCertificate, namedPair, soonCertificate } from '../../fakes/example-certificates.ts';
import { FakeFiles } from '../../fakes/fake-files.ts';

const layout = layoutOf('/opt');
const numbered = `${layout.certificateCopies}/shop`;

function projectOf(line: string) {
	return parseProject(
		`name: shop\ndomains: [shop.example, www.shop.example]\nimage: x/shop\nport: 8000\n${line}`,
		'/opt/projects/shop/project.yml',
	);
}

async function observed(texts: Readonly<Record<string, string>>, line = '') {
	const files = new FakeFiles();
	files.put(texts);
	return observeCertificate({ files, certificates: createCertificateFiles(files) }, layout, 'shop', projectOf(line));
}

test('takes the newest of its own certificates, with what it says of itself', async () => {
	const found = await observed({
		[`${numbered}/9/fullchain.pem`]: examplePair.pem,
		[`${numbered}/9/privkey.pem`]: examplePair.key,
		[`${numbered}/10/fullchain.pem`]: namedPair.pem + soonCertificate.pem,
		[`${numbered}/10/privkey.pem`]: namedPair.key,
		[`${numbered}/.11.new/fullchain.pem`]: lateCertificate.pem,
		[`${layout.certificates}/shop.example/fullchain.pem`]: lateCertificate.pem,
	});
	expect(found).toEqual({
		certificate: {
			number: 10,
			path: `${numbered}/10`,
			source: 'ca',
			...namedPair.facts,
			keyMatches: true,
			renewAt: renewAt(namedPair.facts),
		},
		certificateNumbers: [9, 10],
	});
});

test('says that a key is missing or another one’s, and never what it is', async () => {
	const directory = `${numbered}/1`;
	const alone = await observed({ [`${directory}/fullchain.pem`]: namedPair.pem });
	const strange = await observed({ [`${directory}/fullchain.pem`]: namedPair.pem, [`${directory}/privkey.pem`]: examplePair.key });
	expect([alone.certificate?.keyMatches, strange.certificate?.keyMatches]).toEqual([false, false]);
	expect(JSON.stringify(strange)).not.toContain('PRIVATE');
});

test('goes on with what somebody put there by hand, of its first host name that has one', async () => {
	const found = await observed({
		[`${layout.certificates}/shop.example/privkey.pem`]: 'no certificate beside it',
		[`${layout.certificates}/www.shop.example/fullchain.pem`]: lateCertificate.pem,
	});
	expect(found.certificate).toMatchObject({
		number: 0,
		path: `${layout.certificates}/www.shop.example`,
		source: 'hand',
		expiresAt: lateCertificate.end,
	});
});

test('does not take a file that cannot be read for none: nginx may read it, and the site must not lose HTTPS', async () => {
	for (const text of ['PEM', soonCertificate.pem.slice(0, 300)])
		expect((await observed({ [`${layout.certificates}/shop.example/fullchain.pem`]: text })).certificate).toMatchObject({
			number: 0,
			unreadable: true,
			names: [],
		});
});

test('knows the operator’s own by the project’s word, and why the last try to have one failed', async () => {
	const at = `${numbered}/1/fullchain.pem`;
	expect((await observed({ [at]: namedPair.pem }, 'tls: files')).certificate?.source).toBe('files');
	const failure = { at: 5, operation: 'op1', what: 'DNS has no address', why: 'NXDOMAIN' };
	const path = '/opt/deploy/projects/shop/certificate.json';
	expect(await observed({ [path]: JSON.stringify(failure) })).toEqual({ certificateFailure: failure });
	expect(await observed({ [path]: '{"at": "soon"}' })).toEqual({});
	expect(await observed({ [path]: 'no JSON' })).toEqual({});
});
