/** How certificates are obtained on this server. */
export interface CertificateSettings {
	/** Address of the CA's ACME directory. */
	readonly directory: string;
	/** Its certificates are for tests: no browser trusts them. */
	readonly staging: boolean;
	/** What CAA records call this CA; empty if that is not known, and then they are not judged. */
	readonly issuers: readonly string[];
	/** Where the CA writes to. */
	readonly email?: string;
	readonly method: { readonly kind: 'webroot' } | { readonly kind: 'dns'; readonly add: string; readonly remove: string };
	/** The DNS server that is asked what the outside sees; absent: the machine's. */
	readonly resolver?: string;
	/** Where the CA asks for the answer to its challenge; only a test CA asks elsewhere than on 80. */
	readonly challengePort: number;
	/** What looks wrong from this server before the CA is asked is only told, and the CA asked all the same; absent: it is not asked. */
	readonly precheck?: 'warn';
	/** PEM file with the root that vouches for the CA's own address; only a test CA needs one. */
	readonly caBundle?: string;
}

/** The CA that `server.yml` names: `letsencrypt`, or the address of a directory. */
export function certificateAuthority(ca: string, staging: boolean): Pick<CertificateSettings, 'directory' | 'staging' | 'issuers'> {
	const host = staging ? 'acme-staging-v02' : 'acme-v02';
	const directory = ca === 'letsencrypt' ? `https://${host}.api.letsencrypt.org/directory` : ca;
	const named = /^https:\/\/([^/:]+)/.exec(directory)?.[1] ?? '';
	const isOfLetsEncrypt = named.endsWith('.letsencrypt.org');
	const isStaging = isOfLetsEncrypt && named.includes('staging');
	return { directory, staging: isStaging, issuers: isOfLetsEncrypt ? ['letsencrypt.org'] : [] };
}

/** What an X.509 file says of itself, of a chain its first: the site's own. */
export interface CertificateFacts {
	/** Host names that it is for, lower case; `*.example.com` is one. */
	readonly names: readonly string[];
	readonly issuer: string;
	/** Hexadecimal. */
	readonly serial: string;
	/** Epoch ms. */
	readonly notBefore: number;
	/** Epoch ms. */
	readonly expiresAt: number;
	/** Where its status can be asked (OCSP); absent if it has no such address, as today's have. */
	readonly ocsp?: string;
}

/** A project's certificate, as its files are. */
export interface Certificate extends CertificateFacts {
	/** Of the numbered directory; 0 for one that somebody put into `nginx/ssl/live`. */
	readonly number: number;
	/** The directory of `fullchain.pem` and `privkey.pem`. */
	readonly path: string;
	/** From the CA by Berth, installed from the operator's own files, or put there by hand. */
	readonly source: 'ca' | 'files' | 'hand';
	/** The private key is there, and is the certificate's. */
	readonly keyMatches: boolean;
	/** Of a CA for tests: no browser trusts it. */
	readonly isStaging?: true;
	/** Epoch ms from when on it is renewed: a third of its lifetime is left. */
	readonly renewAt: number;
	/** Its file is there and nobody can read it: then all that it would say of itself is empty or 0. */
	readonly unreadable?: true;
}

/** What a site's text needs to know of its certificate. */
export interface SiteCertificate {
	/** The directory of `fullchain.pem` and `privkey.pem`. */
	readonly path: string;
	/** It was renewed, or is looked after by hand: HTTPS has come to stay, so browsers may be told to stay with it. */
	readonly isRenewed: boolean;
	/** Where its status can be asked. */
	readonly ocsp?: string;
}

/** What a site's text says of a certificate that is there. */
export function siteCertificate({ path, number, source, isStaging, ocsp }: Certificate): SiteCertificate {
	const isRenewed = source === 'hand' || (source === 'ca' && number > 1 && !isStaging);
	return { path, isRenewed, ...(ocsp !== undefined && { ocsp }) };
}

/** The last try to obtain a certificate that failed, since it last succeeded. */
export interface CertificateFailure {
	/** Epoch ms. */
	readonly at: number;
	/** Id of the operation that tried. */
	readonly operation: string;
	readonly what: string;
	readonly why?: string;
}

/** How a certificate is: `due` from a third of its lifetime on, `late` from a sixth on, when renewing must have failed. */
export type CertificateState = 'fresh' | 'due' | 'late' | 'over';

/** Shares of the lifetime, because CAs have lifetimes from 6 to 90 days and more. */
const shareDue = 1 / 3;
const shareLate = 1 / 6;

/** Epoch ms from when on a certificate is renewed. */
export function renewAt({ notBefore, expiresAt }: Pick<CertificateFacts, 'notBefore' | 'expiresAt'>): number {
	return expiresAt - (expiresAt - notBefore) * shareDue;
}

/** How a certificate is at a moment (epoch ms). */
export function certificateState(
	{ notBefore, expiresAt }: Pick<CertificateFacts, 'notBefore' | 'expiresAt'>,
	now: number,
): CertificateState {
	const left = (expiresAt - now) / (expiresAt - notBefore);
	if (now >= expiresAt) return 'over';
	if (left <= shareLate) return 'late';
	return left <= shareDue ? 'due' : 'fresh';
}

/** `Let's Encrypt (STAGING) Counterfeit Cashew R10`: what CAs call those who sign for tests. */
export function isOfTests(issuer: string): boolean {
	return /\(STAGING\)|\bFake LE\b/.test(issuer);
}

/** True if a certificate with these names is one for `domain`; a `*` stands for one label. */
export function covers(names: readonly string[], domain: string): boolean {
	return names.includes(domain) || names.includes(domain.replace(/^[^.]+/, '*'));
}
