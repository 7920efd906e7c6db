import { join } from 'node:path';
import { Failure, failureFacts } from '../model/failure.ts';
import { formatList } from '../model/format.ts';
import { forbiddenBy } from './authority-records.ts';
import { noting } from './certificate-failure.ts';
import { troubleOnTheWay } from './challenge-path.ts';
import type { DataOf, StepContext, StepDefinition, Zod } from './step.ts';

const tryChallengeData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('try-challenge'),
		project: z.string(),
		domains: z.array(z.string()),
		/** Where nginx takes answers to challenges from; absent where the CA looks into DNS instead. */
		webroot: z.string().exactOptional(),
		/** Where the CA asks. */
		port: z.number(),
		/** The DNS server that is asked what the outside sees. */
		resolver: z.string().exactOptional(),
		/** What CAA records call the CA; none if that is not known. */
		issuers: z.array(z.string()),
		failureFile: z.string(),
		/** A failure is told with the result, and undoes nothing. */
		lenient: z.literal(true).exactOptional(),
	});

/** Asks for each domain what the CA will ask, before the CA does: its refusals are counted. */
export type TryChallenge = DataOf<typeof tryChallengeData>;

/** For one answer of DNS, ms. */
const patience = 5_000;

export const tryChallenge: StepDefinition<TryChallenge> = {
	kind: 'try-challenge',
	data: tryChallengeData,
	group: 'Prepare',
	words: ({ domains, webroot }) =>
		webroot === undefined
			? `See in DNS (CAA) that the CA may issue for ${formatList(domains)}`
			: `See that ${formatList(domains)} ${domains.length === 1 ? 'leads' : 'lead'} to this server: DNS (A, AAAA, CAA), and a token of ours over HTTP`,
	async perform(data, context) {
		await noting(data, context, () => requireWays(data, context));
		return undefined;
	},
	undo: {
		policy: 'reverse',
		words: () => 'Remove what is left of our token',
		perform: (data, context) => removeToken(data, context),
	},
	onFailure: ({ lenient }) => (lenient ? 'warn' : 'undo'),
};

async function requireWays(data: TryChallenge, context: StepContext): Promise<void> {
	const token = `berth-${context.host.random.id()}`;
	try {
		await writeToken(data, token, context);
		const troubles: string[] = [];
		for (const domain of data.domains) {
			context.signal.throwIfAborted();
			troubles.push(...(await troublesOf(domain, token, data, context)));
		}
		if (troubles.length > 0) throw notReached(data, troubles);
	} finally {
		await removeToken(data, context);
	}
}

async function troublesOf(domain: string, token: string, data: TryChallenge, context: StepContext): Promise<readonly string[]> {
	try {
		const forbidden = await forbiddenBy(domain, data, context);
		const way = data.webroot === undefined ? [] : await wayTroubles(domain, token, data, context);
		return forbidden === undefined ? way : [...way, forbidden];
	} catch (error) {
		const { what, why } = failureFacts(error);
		return [why === undefined ? what : `${what}: ${why}`];
	}
}

/** A CA takes an IPv6 address first where there is one, so each must lead here. */
async function wayTroubles(
	domain: string,
	token: string,
	{ project, port, resolver, domains }: TryChallenge,
	context: StepContext,
): Promise<readonly string[]> {
	const addresses = await context.host.network.addressesOf(domain, patience, resolver);
	if (addresses.length === 0) return [`DNS has neither A nor AAAA for ${domain}`];
	const path = `/.well-known/acme-challenge/${fileOf(project)}`;
	const troubles: string[] = [];
	for (const address of addresses) {
		const trouble = await troubleOnTheWay(address, { domain, domains, path, port, token }, context);
		if (trouble !== undefined) troubles.push(`${address.includes(':') ? 'AAAA' : 'A'} ${address} of ${domain}: ${trouble}`);
	}
	return troubles;
}

/** One name for each project, so that what a killed runner left is found again. */
function fileOf(project: string): string {
	return `berth-${project}`;
}

function tokenFile(webroot: string, project: string): string {
	return join(webroot, '.well-known', 'acme-challenge', fileOf(project));
}

async function writeToken({ webroot, project }: TryChallenge, token: string, { host: { files } }: StepContext): Promise<void> {
	if (webroot === undefined) return;
	await files.makeDirectory(join(webroot, '.well-known', 'acme-challenge'));
	await files.writeText(tokenFile(webroot, project), `${token}\n`);
}

async function removeToken({ webroot, project }: TryChallenge, { host: { files } }: StepContext): Promise<void> {
	if (webroot !== undefined) await files.remove(tokenFile(webroot, project));
}

/** Its default server answers nobody. */
function older(troubles: readonly string[]): string {
	if (!troubles.some((trouble) => trouble.includes('answers 404'))) return '';
	return '. If its main configuration was written by an older Berth, `berth proxy start` and `berth proxy reload` come first';
}

function notReached({ project, domains }: TryChallenge, troubles: readonly string[]): Failure {
	return new Failure({
		kind: 'external',
		what: `The CA would not give a certificate for ${formatList(domains)}`,
		why: `${troubles[0]}${troubles.length > 1 ? ` (and ${troubles.length - 1} more)` : ''}`,
		next: `No CA was asked. Correct that at your DNS provider, firewall or front proxy, then \`berth certificate issue ${project}\`${older(troubles)}`,
		...(troubles.length > 1 && { output: troubles }),
	});
}
