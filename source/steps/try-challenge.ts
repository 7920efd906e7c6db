import { join } from 'node:path';
import { Failure, failureFacts } from '../model/failure.ts';
import { formatList } from '../model/format.ts';
import { allEnded } from './all-ended.ts';
import { forbiddenBy } from './authority-records.ts';
import { noting } from './certificate-failure.ts';
import { type ChallengeQuestion, type Trouble, troubleOnTheWay } from './challenge-path.ts';
import type { DataOf, StepContext, StepDefinition, Zod } from './step.ts';

const tryChallengeData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('try-challenge'),
		project: z.string(),
		domains: z.array(z.string()),
		/** Where the proxy takes answers to challenges from; absent where the CA looks into DNS instead. */
		webroot: z.string().exactOptional(),
		/** Where the CA asks. */
		port: z.number(),
		/** The DNS server that is asked what the outside sees. */
		resolver: z.string().exactOptional(),
		/** What CAA records call the CA; none if that is not known. */
		issuers: z.array(z.string()),
		/** Also what is certainly wrong is only told. */
		precheck: z.literal('warn').exactOptional(),
		failureFile: z.string(),
		/** A failure is told with the result, and undoes nothing. */
		lenient: z.literal(true).exactOptional(),
	});

/** Asks for each domain what the CA will ask, before the CA does: its refusals are counted. */
export type TryChallenge = DataOf<typeof tryChallengeData>;

/** For one answer of DNS, ms. */
const patience = 5_000;
/** For all domains, ms: what is not known by then the CA finds out. */
const limit = 60_000;
/** So many addresses of a domain are asked, all at once. */
const mostAddresses = 8;

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
	const { signal, host, report } = context;
	const token = `berth-${host.random.id()}`;
	const deadline = host.clock.now() + limit;
	try {
		await writeToken(data, token, context);
		const troubles: Trouble[] = [];
		for (const domain of data.domains) {
			signal.throwIfAborted();
			troubles.push(...(await troublesOf(domain, { token, deadline }, data, context)));
		}
		const wrong: string[] = [];
		for (const { words, isCertain } of troubles) {
			if (!isCertain) report(`Not certain from here: ${words}`);
			else if (data.precheck === 'warn') report(`The CA is asked all the same: ${words}`);
			else wrong.push(words);
		}
		if (wrong.length > 0) throw notReached(data, wrong);
	} finally {
		await removeToken(data, context);
	}
}

/** What is to come, and until when. */
type Trial = Pick<ChallengeQuestion, 'token' | 'deadline'>;

async function troublesOf(domain: string, trial: Trial, data: TryChallenge, context: StepContext): Promise<readonly Trouble[]> {
	if (context.host.clock.now() >= trial.deadline)
		return [{ words: `${domain} was not tried: all of this takes too long`, isCertain: false }];
	const way = data.webroot === undefined ? [] : await known(context, () => wayTroubles(domain, trial, data, context));
	return [...way, ...(await known(context, () => authorityTroubles(domain, trial, data, context)))];
}

/** A resolver that refuses, or does not answer, says nothing of what the CA sees. */
async function known({ signal }: StepContext, look: () => Promise<readonly Trouble[]>): Promise<readonly Trouble[]> {
	try {
		return await look();
	} catch (error) {
		signal.throwIfAborted();
		const { what, why } = failureFacts(error);
		return [{ words: why === undefined ? what : `${what}: ${why}`, isCertain: false }];
	}
}

async function authorityTroubles(
	domain: string,
	{ deadline }: Trial,
	data: TryChallenge,
	context: StepContext,
): Promise<readonly Trouble[]> {
	const words = await forbiddenBy(domain, { ...data, deadline }, context);
	return words === undefined ? [] : [{ words, isCertain: true }];
}

/** A CA takes an IPv6 address first where there is one, so each must lead here. */
async function wayTroubles(
	domain: string,
	trial: Trial,
	{ project, port, resolver, domains }: TryChallenge,
	context: StepContext,
): Promise<readonly Trouble[]> {
	const addresses = await context.host.network.addressesOf(domain, patience, resolver);
	if (addresses.length === 0) return [{ words: `DNS has neither A nor AAAA for ${domain}`, isCertain: true }];
	const path = `/.well-known/acme-challenge/${fileOf(project)}`;
	const asked = addresses.slice(0, mostAddresses).map(async (address) => {
		const trouble = await troubleOnTheWay(address, { domain, domains, path, port, ...trial }, context);
		return trouble && { ...trouble, words: `${address.includes(':') ? 'AAAA' : 'A'} ${address} of ${domain}: ${trouble.words}` };
	});
	const left = addresses.length - asked.length;
	// Their token must not be taken away under them.
	await allEnded(asked);
	const troubles = await Promise.all(asked);
	return [
		...troubles.filter((trouble) => trouble !== undefined),
		...(left > 0 ? [{ words: `${left} more addresses of ${domain} were not tried`, isCertain: false }] : []),
	];
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
		next: `No CA was asked. Correct that at your DNS provider, firewall or front proxy, then \`berth certificate issue ${project}\`${older(troubles)}. If it only looks so from this server, write \`certificates: {precheck: warn}\` into server.yml`,
		...(troubles.length > 1 && { output: troubles }),
	});
}
