import * as z from 'zod';
import { type CertificateSettings, certificateAuthority } from '../model/certificate.ts';
import { list, map, notA, text, whole } from './fields.ts';
import type { KnownKeys, Mistake } from './mistakes.ts';
import { shownValue } from './shown-value.ts';

const absolutePath = (instead: string) => text(/^\/[^\s\0]*$/, 'an absolute path', instead);

const hooks = {
	add: absolutePath('/usr/local/bin/add-dns-record'),
	remove: absolutePath('/usr/local/bin/remove-dns-record'),
};

const dns = { dns: map(hooks, '{add: /usr/local/bin/add-dns-record, remove: /usr/local/bin/remove-dns-record}') };

const method = z.union([z.literal('webroot'), z.strictObject(dns)], {
	error: notA(
		'a way to prove a domain',
		'webroot, or {dns: {add: /usr/local/bin/add-dns-record, remove: /usr/local/bin/remove-dns-record}}',
	),
});

const noResolver = ({ input }: { readonly input?: unknown }) =>
	`${shownValue(input)} is no DNS server; write 1.1.1.1, 127.0.0.1:5353 or [::1]:53`;

/** `1.1.1.1`, `1.1.1.1:53`, `2606:4700::1111` or `[2606:4700::1111]:53`. */
const resolver = z.string({ error: noResolver }).refine(isResolver, { error: noResolver });

function isResolver(value: string): boolean {
	const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([\d.]+))(?::(\d{1,5}))?$/.exec(value) ?? [];
	if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) return false;
	if (plain !== undefined) return z.ipv4().safeParse(plain).success;
	return z.ipv6().safeParse(bracketed ?? value).success;
}

/** Keys of `certificates` in `server.yml`. */
export const certificates = {
	email: text(/^[a-z0-9][\w.+-]*@[a-z0-9][a-z0-9.-]*$/i, 'an address for mail', 'ops@example.com').optional(),
	ca: text(
		/^(letsencrypt|https:\/\/[\w.-]+(:\d{1,5})?\/\S*)$/,
		'a certificate authority',
		'letsencrypt, or the https:// address of its directory',
	).default('letsencrypt'),
	staging: z.boolean({ error: notA('true or false', 'true') }).default(false),
	method: method.default('webroot'),
	resolver: resolver.optional(),
	challengePort: whole(1, 65_535, '80').default(80),
	caBundle: absolutePath('/etc/ssl/certs/our-ca.pem').optional(),
	issuers: list(
		text(/^[a-z0-9][a-z0-9.-]*$/, 'a name of a certificate authority in CAA records', 'letsencrypt.org'),
		'[letsencrypt.org]',
	).optional(),
	precheck: z.enum(['refuse', 'warn'], { error: notA('what a failed check of the way does', 'refuse or warn') }).default('refuse'),
};

/** What they are called, for suggestions. */
export const certificateKeys: KnownKeys = {
	certificates: Object.keys(certificates),
	'certificates.method': Object.keys(dns),
	'certificates.method.dns': Object.keys(hooks),
};

type Told = z.output<z.ZodObject<typeof certificates>>;

/** What single keys cannot show. */
export function certificateContradictions({ ca, staging }: Told): readonly Mistake[] {
	if (!staging || ca === 'letsencrypt') return [];
	return [
		{ path: ['certificates', 'staging'], message: 'is of letsencrypt only; write the directory of the test CA as ca, or take it out' },
	];
}

/** The settings with the address of the CA filled in. */
export function certificateSettingsOf({
	ca,
	staging,
	email,
	method,
	resolver,
	caBundle,
	challengePort,
	issuers,
	precheck,
}: Told): CertificateSettings {
	return {
		...certificateAuthority(ca, staging),
		...(issuers !== undefined && { issuers }),
		...(email !== undefined && { email }),
		method: method === 'webroot' ? { kind: 'webroot' } : { kind: 'dns', ...method.dns },
		...(resolver !== undefined && { resolver }),
		challengePort,
		...(precheck === 'warn' && { precheck }),
		...(caBundle !== undefined && { caBundle }),
	};
}
