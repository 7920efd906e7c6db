import { dirname, join } from 'node:path';
import type { ContainerDetail, Files, WatchedHost } from '../../host/host.ts';
import { type FailureFacts, failureFacts } from '../../model/failure.ts';
import type { InnerProxy, ProxySnapshot, ProxyTest, ProxyVersion } from '../../model/snapshot.ts';
import { accessOf } from '../../proxies/access-of.ts';
import { askAt, isServing } from '../../proxies/at-place.ts';
import { proxyOf } from '../../proxies/index.ts';
import type { HostAccess, ProxyAccess, TestReading } from '../../proxies/proxy.ts';
import { readProxyDown } from '../../proxies/read-proxy-down.ts';
import { acceptedCopyOf, type Layout } from '../../server/layout.ts';
import { networkOf } from '../../server/networks.ts';
import { readSiteFile, textOf } from '../../server/read-site-file.ts';
import type { ProxyFacts } from '../server-proxy.ts';
import { observeFront } from './observe-front.ts';
import { observeLostOfProxy, observeOpenLogs } from './observe-lost.ts';
import { observeUnseen } from './observe-unseen.ts';

/** The proxy takes some ten milliseconds for an answer; a machine under heavy load needs more, ms. */
const patience = 20_000;

/** What is asked of the proxy itself, by running it in its container once more: each takes some 50 to 100 ms. */
export interface ProxyQuestions {
	/** A version that is known of a container is not asked again while that one runs. */
	readonly version: boolean | ProxyVersion;
	/** Lets it test the configuration on disk. */
	readonly test: boolean;
}

/** A proxy's container and files; `layout` has its directory. */
export async function observeProxy(
	host: Pick<WatchedHost, 'docker' | 'daemons' | 'files' | 'network'>,
	layout: Layout,
	known: ProxyFacts,
	questions: ProxyQuestions,
): Promise<ProxySnapshot> {
	const facts = await withFront(host, known);
	const { container, own } = facts;
	const access = accessOf(facts, layout);
	const [files, lost, openLogs, detail] = await Promise.all([
		readProxyFiles(host, layout, access),
		observeLostOfProxy(host.files, layout, facts.inner === undefined),
		observeOpenLogs(host.files, layout),
		attempt(async () => (own === undefined ? await host.docker.inspect(container) : undefined)),
	]);
	const hasIpv6 = host.network.ownAddresses().some((address) => address.includes(':'));
	const stopped = {
		...facts,
		...(facts.inner && portsIn(access, files)),
		files,
		hasIpv6,
		...(lost.length > 0 && { lost }),
		...(openLogs !== undefined && { openLogs }),
	};
	if (access.driver === 'host') return observeOwn(host, layout, access, questions, stopped);
	if ('problem' in detail) return { ...stopped, problem: unknown(`Berth does not know whether ${container} runs`, detail.problem) };
	const { found } = detail;
	if (found === undefined) return stopped;
	if (!isServing(found)) return { ...stopped, down: await readProxyDown(host, access, layout, found) };
	const [unseen, version, test] = await Promise.all([
		observeUnseen(host.files, access, layout, found.pid, facts.inner?.project),
		attempt(() => readVersion(host, access, found.id, questions.version)),
		attempt(async () => (questions.test ? await testProxy(host, layout, access) : undefined)),
	]);
	const problem = 'problem' in version ? version.problem : 'problem' in test ? test.problem : undefined;
	const isInDoubt = problem !== undefined || ('found' in test && test.found?.valid === false && test.found.offender === undefined);
	const ended = isInDoubt ? await endedSince(host, container) : undefined;
	if (ended !== undefined) return { ...stopped, ...(ended.detail && { down: await readProxyDown(host, access, layout, ended.detail) }) };
	return {
		...stopped,
		instance: found.id,
		...(stopped.inner !== undefined && isCutOff(stopped.inner, found) && { inner: { ...stopped.inner, cutOff: true as const } }),
		...(unseen.length > 0 && { unseen }),
		...(found.rights !== undefined && { rights: found.rights }),
		...('found' in version && version.found !== undefined && { version: version.found }),
		...('found' in test && test.found !== undefined && { test: test.found }),
		...(problem !== undefined && { problem: unknown(`${proxyOf(access).name} in ${container} does not say what it is`, problem) }),
	};
}

/** Where a project's own listens as it is, whatever project.yml says by now. */
function portsIn(access: ProxyAccess, files: Readonly<Record<string, string>>): Partial<Pick<ProxySnapshot, 'httpPort' | 'httpsPort'>> {
	const kind = proxyOf(access);
	const [listen] = kind.listens(files[kind.mainFiles(access)[0] ?? ''] ?? '');
	return listen === undefined ? {} : { httpPort: listen.port, httpsPort: listen.port };
}

function isCutOff({ project, networkId }: InnerProxy, { networks }: ContainerDetail): boolean {
	return networks !== undefined && networkId !== undefined && networks[networkOf(project)] !== networkId;
}

/** Nginx Proxy Manager has hosts and networks of its own; an engine that does not answer is told by what is asked of it next. */
async function withFront(host: Pick<WatchedHost, 'docker' | 'files' | 'network'>, facts: ProxyFacts): Promise<ProxyFacts> {
	const { npm, container } = facts;
	if (npm === undefined) return facts;
	const front = await observeFront(host, { container, data: npm.data }).catch(() => undefined);
	return { ...facts, npm: { ...npm, ...(front && { front }) } };
}

/** The server's own: the pid file and the kernel tell whether it runs. */
async function observeOwn(
	host: Pick<WatchedHost, 'docker' | 'daemons' | 'files'>,
	layout: Layout,
	access: HostAccess,
	questions: ProxyQuestions,
	stopped: ProxySnapshot,
): Promise<ProxySnapshot> {
	const place = proxyOf(access).place(access);
	const instance = 'pidFile' in place ? host.daemons.instance(place) : undefined;
	if (instance === undefined) return stopped;
	const [version, test] = await Promise.all([
		attempt(() => readVersion(host, access, instance, questions.version)),
		attempt(async () => (questions.test ? await testProxy(host, layout, access) : undefined)),
	]);
	const problem = 'problem' in version ? version.problem : 'problem' in test ? test.problem : undefined;
	return {
		...stopped,
		instance,
		...('found' in version && version.found !== undefined && { version: version.found }),
		...('found' in test && test.found !== undefined && { test: test.found }),
		...(problem !== undefined && { problem: unknown(`${access.program} does not say what it is`, problem) }),
	};
}

/** What ended while it was asked has said nothing of its configuration. */
async function endedSince(
	{ docker }: Pick<WatchedHost, 'docker'>,
	container: string,
): Promise<{ readonly detail: ContainerDetail | undefined } | undefined> {
	const again = await attempt(() => docker.inspect(container));
	return 'found' in again && !isServing(again.found) ? { detail: again.found } : undefined;
}

type Attempt<Found> = { readonly found: Found } | { readonly problem: FailureFacts };

async function attempt<Found>(read: () => Promise<Found>): Promise<Attempt<Found>> {
	try {
		return { found: await read() };
	} catch (error) {
		return { problem: failureFacts(error) };
	}
}

function unknown(what: string, { what: cause, why }: FailureFacts): FailureFacts {
	return {
		kind: 'external',
		what,
		why: why === undefined ? cause : `${cause}: ${why}`,
		next: 'Nothing was changed; see how busy the machine is (`berth top`), and try again',
	};
}

async function readProxyFiles(
	{ files }: Pick<WatchedHost, 'files'>,
	layout: Layout,
	access: ProxyAccess,
): Promise<Readonly<Record<string, string>>> {
	const paths = proxyOf(access).ownPaths(access, layout);
	// What stands in place of one is none: the proxy says so when it is asked, and nobody else's site has to wait for it.
	const texts = await Promise.all(paths.map(async (path) => textOf(await readSiteFile(files, path))));
	return Object.fromEntries(paths.flatMap((path, index) => (texts[index] === undefined ? [] : [[path, texts[index]]])));
}

/** `instance`: what runs. */
async function readVersion(
	host: Pick<WatchedHost, 'docker' | 'daemons'>,
	access: ProxyAccess,
	instance: string,
	question: ProxyQuestions['version'],
): Promise<string | undefined> {
	if (question === false) return undefined;
	if (question !== true && question.containerId === instance) return question.version;
	const kind = proxyOf(access);
	return kind.readVersion(await askAt(kind.place(access), host, kind.version(access), patience));
}

/** Lets the proxy test the configuration on disk. */
export async function testProxy(
	host: Pick<WatchedHost, 'docker' | 'daemons' | 'files'>,
	layout: Layout,
	access: ProxyAccess,
): Promise<ProxyTest> {
	const kind = proxyOf(access);
	const [main = ''] = kind.mainFiles(access);
	const pipe = await pipeIn(host.files, layout.conf);
	const reading = pipe ?? kind.readTest(await askAt(kind.place(access), host, kind.test(access, main), patience), access);
	const { offender, ...test } = reading;
	if (offender === undefined) return test;
	const accepted = await host.files.stat(acceptedCopyOf(offender.path));
	return { ...test, offender: { ...offender, hasAcceptedCopy: dirname(offender.path) === layout.conf && accepted?.kind === 'file' } };
}

/** The program would wait for ever for somebody to write into a pipe, so it is not asked; what there is to say of it. */
async function pipeIn(files: Files, conf: string): Promise<TestReading | undefined> {
	const paths = (await files.list(conf)).filter((name) => name.endsWith('.conf')).map((name) => join(conf, name));
	const stats = await Promise.all(paths.map((path) => files.stat(path)));
	const path = paths.find((_, index) => stats[index]?.kind === 'other');
	if (path === undefined) return undefined;
	const complaint = `"${path}" cannot be read: it is a pipe, socket or device`;
	return { valid: false, output: [complaint], complaint, offender: { path, line: 1 } };
}
