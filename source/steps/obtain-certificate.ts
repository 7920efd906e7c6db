import { join } from 'node:path';
import type { Command, CommandResult } from '../host/host.ts';
import { certificateState, covers } from '../model/certificate.ts';
import { Failure } from '../model/failure.ts';
import { formatList } from '../model/format.ts';
import { hasFailed, noting } from './certificate-failure.ts';
import { operatorsFile, orderFailure } from './order-failure.ts';
import type { DataOf, StepContext, StepDefinition, StepFacts, Zod } from './step.ts';

const obtainCertificateData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('obtain-certificate'),
		project: z.string(),
		domains: z.array(z.string()),
		/** Where key, request and certificate of this order lie; it is the project's alone, and root's. */
		order: z.string(),
		/** Directory of the ACME client's account, and the lock that is held while the client runs. */
		certbot: z.string(),
		lock: z.string(),
		/** Address of the CA's ACME directory. */
		authority: z.string(),
		email: z.string().exactOptional(),
		/** Root of a CA of one's own. */
		caBundle: z.string().exactOptional(),
		method: z.discriminatedUnion('kind', [
			z.strictObject({ kind: z.literal('webroot'), webroot: z.string() }),
			z.strictObject({ kind: z.literal('dns'), add: z.string(), remove: z.string() }),
		]),
		/** Serial of the certificate that is to be replaced; one with another serial from an earlier try is good enough. */
		replaces: z.string().exactOptional(),
		failureFile: z.string(),
		lenient: z.literal(true).exactOptional(),
	});

/** Orders one certificate with all domains of a project. */
export type ObtainCertificate = DataOf<typeof obtainCertificateData>;

/** For one run of certbot, ms: a CA that hangs is given up by certbot itself after 45 s a question. */
const orderLimit = 300_000;
/** How long another order may hold certbot, ms. */
const lockLimit = 600_000;
const interval = 200;

export const obtainCertificate: StepDefinition<ObtainCertificate> = {
	kind: 'obtain-certificate',
	data: obtainCertificateData,
	group: 'Prepare',
	words: ({ domains, authority }) => `Obtain a certificate for ${formatList(domains)} from ${new URL(authority).host}`,
	async perform(data, context) {
		if (data.lenient && (await hasFailed(data, context))) return { skipped: 'its domains do not lead here yet' };
		return noting(data, context, () => whileAlone(data, context, () => obtain(data, context)));
	},
	// What was obtained stays for the next try: a CA gives the same only a few times a week.
	undo: { policy: 'nothing' },
	onFailure: ({ lenient }) => (lenient ? 'warn' : 'undo'),
};

/** certbot refuses to run twice at a time; others wait here. */
async function whileAlone<Result>(
	{ lock: path }: ObtainCertificate,
	{ host, signal }: StepContext,
	act: () => Promise<Result>,
): Promise<Result> {
	const deadline = host.clock.now() + lockLimit;
	let lock = await host.locks.acquire(path);
	while (lock === undefined) {
		if (host.clock.now() > deadline) throw new Failure({ kind: 'busy', what: 'Another certificate is being obtained', next: 'Try again' });
		await host.clock.sleep(interval, signal);
		lock = await host.locks.acquire(path);
	}
	try {
		return await act();
	} finally {
		await lock.release();
	}
}

async function obtain(data: ObtainCertificate, context: StepContext): Promise<StepFacts> {
	const { files, certificates } = context.host;
	const kept = await keptSerial(data, context);
	if (kept !== undefined) return { kept };
	await files.remove(data.order);
	await files.makeDirectory(data.order, 0o700);
	await files.writeText(join(data.order, 'authority'), `${data.authority}\n`, { mode: 0o600 });
	if (data.method.kind === 'webroot') await files.makeDirectory(join(data.method.webroot, '.well-known', 'acme-challenge'));
	try {
		await makeRequest(data, context);
		await order(data, context);
	} finally {
		await sweepTokens(data, context);
	}
	const found = await certificates.read(data.order);
	if (found?.facts === undefined)
		throw new Failure({
			kind: 'external',
			what: 'certbot ended well and left no certificate',
			next: `Look into ${data.order}, and for \`dry-run\` in ${operatorsFile}, which certbot reads too`,
		});
	await files.remove(data.failureFile);
	return { serial: found.facts.serial };
}

/** One that an earlier try obtained and nobody served. */
async function keptSerial({ order, authority, domains, replaces }: ObtainCertificate, { host }: StepContext): Promise<string | undefined> {
	const { facts, keyMatches } = (await host.certificates.read(order)) ?? {};
	if (facts === undefined || !keyMatches || facts.serial === replaces) return undefined;
	const isWanted = facts.names.length === domains.length && domains.every((domain) => covers(facts.names, domain));
	const from = (await host.files.readText(join(order, 'authority')))?.trim();
	return isWanted && from === authority && certificateState(facts, host.clock.now()) === 'fresh' ? facts.serial : undefined;
}

/** With a request of our own certbot keeps no certificates, runs no hooks of others, and orders anew each time. */
async function makeRequest({ order, domains }: ObtainCertificate, { host, signal }: StepContext): Promise<void> {
	const names = domains.map((domain) => `DNS:${domain}`).join(',');
	const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', join(order, 'privkey.pem')];
	const request = ['-subj', '/', '-addext', `subjectAltName=${names}`, '-out', join(order, 'csr.pem')];
	const result = await host.commands.run(['openssl', 'req', '-new', ...key, ...request], { signal, timeout: 30_000 });
	if (result.code === 0) return;
	const output = result.stderr
		.split('\n')
		.filter((line) => line !== '')
		.slice(-5);
	throw new Failure({
		kind: 'external',
		what: 'openssl made no key',
		why: `it ended with exit code ${result.code}`,
		next: 'Look at its last lines',
		output,
	});
}

async function order(data: ObtainCertificate, context: StepContext): Promise<void> {
	const { host, signal } = context;
	// Where certbot would look for a cli.ini of the user's own.
	const env = { XDG_CONFIG_HOME: data.order, ...(data.caBundle !== undefined && { REQUESTS_CA_BUNDLE: data.caBundle }) };
	const result = await runCertbot(commandOf(data), () => host.commands.run(commandOf(data), { env, signal, timeout: orderLimit }));
	if (result.code === 0) return;
	const log = (await host.files.readText(join(data.order, 'logs', 'letsencrypt.log')).catch(() => undefined)) ?? '';
	throw orderFailure(data, clean(result, context), context.redact(log));
}

function clean({ code, stdout, stderr }: CommandResult, { redact }: StepContext): CommandResult {
	return { code, stdout: redact(stdout), stderr: redact(stderr) };
}

/**
 * Everything that would change the order is said here: certbot also reads the operator's `/etc/letsencrypt/cli.ini`, which no option
 * turns off, and of it only what the command itself says does not count.
 */
function commandOf({ order, certbot, authority, email, method, domains }: ObtainCertificate): Command {
	const proof =
		method.kind === 'webroot'
			? ['--authenticator', 'webroot', '--preferred-challenges', 'http', '--webroot-path', method.webroot, '--webroot-map', '{}']
			: [
					...['--authenticator', 'manual', '--preferred-challenges', 'dns'],
					...['--manual-auth-hook', method.add, '--manual-cleanup-hook', method.remove],
				];
	const nothingElse = ['--installer', 'null', '--pre-hook', '', '--post-hook', '', '--disable-hook-validation'];
	const contact = email === undefined ? ['--register-unsafely-without-email'] : ['--email', email];
	const file = (name: string) => join(order, name);
	return [
		...(['certbot', 'certonly', '--non-interactive', '--agree-tos'] as const),
		...contact,
		...['--server', authority, '--domains', domains.join(','), ...proof, ...nothingElse],
		...[
			'--csr',
			file('csr.pem'),
			'--cert-path',
			file('cert.pem'),
			'--chain-path',
			file('chain.pem'),
			'--fullchain-path',
			file('fullchain.pem'),
		],
		...['--config-dir', join(certbot, 'config'), '--work-dir', join(certbot, 'work'), '--logs-dir', file('logs')],
	];
}

async function runCertbot([program]: Command, run: () => Promise<CommandResult>): Promise<CommandResult> {
	try {
		return await run();
	} catch (error) {
		if ((error as { readonly cause?: { readonly code?: unknown } }).cause?.code !== 'ENOENT') throw error;
		const facts = {
			what: `${program} is not installed on this server`,
			why: 'Berth obtains certificates with it',
			next: 'Install it (`apt-get install certbot`) and try again',
		};
		throw new Failure({ kind: 'refused', ...facts }, { cause: error });
	}
}

/** A certbot that was killed leaves its answers in the webroot for ever. Nobody else's certbot runs now. */
async function sweepTokens({ method }: ObtainCertificate, { host: { files } }: StepContext): Promise<void> {
	if (method.kind !== 'webroot') return;
	const directory = join(method.webroot, '.well-known', 'acme-challenge');
	const left = (await files.list(directory)).filter((name) => /^[\w-]{43}$/.test(name));
	for (const name of left) await files.remove(join(directory, name));
}
