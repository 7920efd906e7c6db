import { createPrivateKey, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type { CertificateFacts } from '../model/certificate.ts';
import type { CertificateFiles, CertificateReading, Files } from './host.ts';

/** Certificates and their keys, read by the machine's files. Only whether a key fits leaves here. */
export function createCertificateFiles(files: Pick<Files, 'readText' | 'readSecretText'>): CertificateFiles {
	return {
		async read(directory) {
			const pem = await files.readText(join(directory, 'fullchain.pem'));
			if (pem === undefined) return undefined;
			const key = await files.readSecretText(join(directory, 'privkey.pem'));
			return readingOf(pem, key?.reveal());
		},
	};
}

function readingOf(pem: string, key: string | undefined): CertificateReading {
	const chain = chainOf(pem);
	const [own] = chain ?? [];
	if (chain === undefined || own === undefined) return { isChain: false, keyMatches: false };
	const isChain = chain.every((one, index) => index === 0 || (chain[index - 1]?.checkIssued(one) ?? false));
	return { facts: factsOf(own), isChain, keyMatches: key !== undefined && isKeyOf(own, key) };
}

/** The site's own certificate, and those that vouch for it, in their order; `undefined` if any of them cannot be read. */
function chainOf(pem: string): readonly X509Certificate[] | undefined {
	const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
	try {
		return blocks.map((block) => new X509Certificate(block));
	} catch {
		return undefined;
	}
}

function isKeyOf(certificate: X509Certificate, pem: string): boolean {
	try {
		return certificate.checkPrivateKey(createPrivateKey(pem));
	} catch {
		return false;
	}
}

function factsOf(certificate: X509Certificate): CertificateFacts {
	const { subjectAltName = '', issuer, serialNumber, validFromDate, validToDate, infoAccess = '' } = certificate;
	const ocsp = /^OCSP - URI:(\S+)$/m.exec(infoAccess)?.[1];
	return {
		names: Array.from(subjectAltName.matchAll(/(?:^|, )DNS:([^,"\s]+)/g), ([, name = '']) => name.toLowerCase()),
		issuer: issuerWords(issuer),
		serial: serialNumber,
		notBefore: validFromDate.getTime(),
		expiresAt: validToDate.getTime(),
		...(ocsp !== undefined && { ocsp }),
	};
}

/** `Let's Encrypt R11`: organisation and name, as far as they are there. */
function issuerWords(issuer: string): string {
	const part = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(issuer)?.[1];
	return [part('O'), part('CN')].filter((word) => word !== undefined).join(' ');
}
