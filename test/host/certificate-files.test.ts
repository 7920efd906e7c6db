import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCertificateFiles } from '../../source/host/certificate-files.ts';
import { systemFiles } from '../../source/host/files.ts';
import { examplePair, lateCertificate, namedPair } from '../fakes/example-certificates.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** Reads a directory with these files. */
async function read(certificate?: string, key?: string) {
	const directory = join(temporaryDirectory(), 'certificate');
	mkdirSync(directory);
	if (certificate !== undefined) writeFileSync(join(directory, 'fullchain.pem'), certificate);
	if (key !== undefined) writeFileSync(join(directory, 'privkey.pem'), key);
	return createCertificateFiles(systemFiles).read(directory);
}

test('says what the site’s own certificate says of itself, and that the key is its own', async () => {
	expect(await read(namedPair.pem, namedPair.key)).toEqual({ facts: namedPair.facts, isChain: true, keyMatches: true });
});

test('knows no other certificate’s key for its own, nor what is no key', async () => {
	for (const key of [examplePair.key, 'no key', '', undefined]) expect(await read(namedPair.pem, key)).toMatchObject({ keyMatches: false });
});

test('sees that what follows does not vouch for what comes before', async () => {
	expect(await read(namedPair.pem + lateCertificate.pem, namedPair.key)).toMatchObject({ facts: namedPair.facts, isChain: false });
});

test('has no facts of a file in which anything cannot be read, and nothing where there is none', async () => {
	expect(await read('no certificate')).toEqual({ isChain: false, keyMatches: false });
	expect(await read(namedPair.pem + lateCertificate.pem.replace('MIIB', 'AAAA'))).toEqual({ isChain: false, keyMatches: false });
	expect(await read()).toBeUndefined();
});
