import { X509Certificate } from 'node:crypto';

/** Epoch ms after which a certificate counts no more; of a chain its first, the site's own. `undefined` if the text is none. */
export function certificateEnd(pem: string): number | undefined {
	try {
		return new X509Certificate(pem).validToDate.getTime();
	} catch {
		return undefined;
	}
}
