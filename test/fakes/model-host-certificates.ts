import type { CertificateFiles, CertificateReading } from '../../source/host/host.ts';
import type { CertificateFacts } from '../../source/model/certificate.ts';
import type { ModelFiles } from './model-host-files.ts';

const opening = 'certificate ';

/** The text of a certificate of the model, and of the key to it. */
export function modelPair(facts: CertificateFacts): { readonly fullchain: string; readonly key: string } {
	return { fullchain: `${opening}${JSON.stringify(facts)}`, key: keyOf(facts) };
}

function keyOf({ serial }: CertificateFacts): string {
	return `key to ${serial}`;
}

/** Certificates of the model; any other text is one that nobody can read. */
export function modelCertificates(files: ModelFiles): CertificateFiles {
	return {
		async read(directory): Promise<CertificateReading | undefined> {
			const text = await files.readText(`${directory}/fullchain.pem`);
			if (text === undefined) return undefined;
			if (!text.startsWith(opening)) return { isChain: false, keyMatches: false };
			const facts = JSON.parse(text.slice(opening.length)) as CertificateFacts;
			return { facts, isChain: true, keyMatches: files.text(`${directory}/privkey.pem`) === keyOf(facts) };
		},
	};
}
