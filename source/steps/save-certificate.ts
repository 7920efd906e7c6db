import { join } from 'node:path';
import type { CertificateReading } from '../host/host.ts';
import { covers } from '../model/certificate.ts';
import { Failure } from '../model/failure.ts';
import { formatList, formatTime } from '../model/format.ts';
import { hasFailed, noting } from './certificate-failure.ts';
import { ownPath } from './own-path.ts';
import type { DataOf, StepContext, StepDefinition, StepFacts, Zod } from './step.ts';

const saveCertificateData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('save-certificate'),
		project: z.string(),
		domains: z.array(z.string()),
		/** The project's directory of certificates. */
		directory: z.string(),
		/** What the new one is called there. */
		number: z.number(),
		/** Its files: those of an order, or the operator's own. */
		certificate: z.string(),
		key: z.string(),
		/** The operator named them: they may lie where others write. */
		given: z.literal(true).exactOptional(),
		failureFile: z.string(),
		lenient: z.literal(true).exactOptional(),
	});

/** Copies a certificate and its key, once they are seen to be good, into a directory of their own: what a site names never changes. */
export type SaveCertificate = DataOf<typeof saveCertificateData>;

export const saveCertificate: StepDefinition<SaveCertificate> = {
	kind: 'save-certificate',
	data: saveCertificateData,
	group: 'Prepare',
	words: (data) => `Check the certificate for ${formatList(data.domains)} and its key, and keep them in ${placeOf(data)}`,
	async perform(data, context) {
		if (data.lenient && (await hasFailed(data, context))) return { skipped: 'there is none' };
		return noting(data, context, () => save(data, context));
	},
	undo: {
		policy: 'reverse',
		words: (data) => `Remove ${placeOf(data)}`,
		async perform(data, { host: { files } }) {
			await files.remove(draftOf(data));
			await files.remove(placeOf(data));
		},
	},
	onFailure: ({ lenient }) => (lenient ? 'warn' : 'undo'),
};

/** So far a CA's clock may be ahead of this server's, ms. */
const clockSkew = 60_000;

function placeOf({ directory, number }: SaveCertificate): string {
	return join(directory, String(number));
}

/** Beside it, under a name that is no number: nobody serves half a certificate. */
function draftOf({ directory, number }: SaveCertificate): string {
	return join(directory, `.${number}.new`);
}

async function save(data: SaveCertificate, context: StepContext): Promise<StepFacts> {
	const { files, certificates } = context.host;
	const [place, draft] = [placeOf(data), draftOf(data)];
	try {
		await files.remove(draft);
		await files.makeDirectory(draft, 0o700);
		await copy(data, draft, context);
		const facts = requireGood(data, await certificates.read(draft), context.host.clock.now());
		// A runner that was killed after it had come so far.
		await files.remove(place);
		await files.rename(draft, place);
		return { serial: facts.serial, until: formatTime(facts.expiresAt) };
	} catch (error) {
		await files.remove(draft);
		throw error;
	}
}

async function copy({ certificate, key, given }: SaveCertificate, draft: string, { host: { files } }: StepContext): Promise<void> {
	const chain = await files.readText(given ? await ownPath(certificate, files) : certificate);
	const secret = await files.readSecretText(given ? await ownPath(key, files) : key);
	if (chain === undefined || secret === undefined) {
		throw new Failure({
			kind: 'refused',
			what: `${chain === undefined ? certificate : key} was removed meanwhile`,
			next: 'Put it back and try again',
		});
	}
	await files.writeText(join(draft, 'fullchain.pem'), chain, { mode: 0o644 });
	await files.writeSecret(join(draft, 'privkey.pem'), [secret]);
}

function requireGood(
	data: SaveCertificate,
	reading: CertificateReading | undefined,
	now: number,
): NonNullable<CertificateReading['facts']> {
	const { facts, keyMatches = false, isChain = false } = reading ?? {};
	if (facts === undefined) throw notGood(data, 'it is no certificate that can be read (PEM, the site’s own first)');
	const missing = data.domains.filter((domain) => !covers(facts.names, domain));
	if (missing.length > 0) throw notGood(data, `it is for ${formatList(facts.names)}, and not for ${formatList(missing)}`);
	if (!keyMatches) throw notGood(data, `${data.key} is not the key to it`);
	if (!isChain)
		throw notGood(data, 'its chain is not in order: the site’s own certificate comes first, then each that vouches for the one before');
	if (facts.expiresAt <= now) throw notGood(data, `it ended on ${formatTime(facts.expiresAt)}`);
	if (facts.notBefore > now + clockSkew)
		throw notGood(data, `it counts only from ${formatTime(facts.notBefore)} on; look at this server’s clock`);
	return facts;
}

function notGood({ certificate }: SaveCertificate, why: string): Failure {
	return new Failure({
		kind: 'refused',
		what: `${certificate} cannot be served`,
		why,
		next: 'What is served now goes on; get another one and try again',
	});
}
