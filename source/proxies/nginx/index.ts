import type { CommandResult } from '../../host/host.ts';
import type { ProxyAccess, ProxyServer } from '../proxy.ts';
import { parseAccessLine } from './access-line.ts';
import { describeAccess } from './access-text.ts';
import { masterTitle, parseDump, parseNginxTest, parseNginxVersion, parseStartFailure, parseWorkers } from './answers.ts';
import { renderChallengeSite } from './challenge-site.ts';
import { listens, listensOnIpv6 } from './listen.ts';
import { strangersName as strangers } from './own-paths.ts';
import { hasCertificate, isSameSite, parseSite, renderSite, serverNames, withCertificate, withoutReplicas } from './site.ts';
import { missingFor } from './variables.ts';
import { versionOfImage } from './version.ts';
import { container } from './ways/container.ts';
import { host } from './ways/host.ts';
import { inner } from './ways/inner.ts';
import { npm } from './ways/npm.ts';
import type { Way } from './ways/way.ts';

/** nginx, in every way it is run. */
export const nginx: ProxyServer = {
	name: 'nginx',
	strangers,
	renderSite(options) {
		const way = wayOf(options);
		const layout = way.seen?.(options.layout) ?? options.layout;
		return renderSite({ ...options, layout, setting: way.site(layout) });
	},
	renderChallengeSite,
	readSite: parseSite,
	withoutReplicas,
	withCertificate,
	isSameSite,
	hostNames: serverNames,
	listens,
	hasCertificate,
	ownPaths: (access, layout) => wayOf(access).ownPaths(access, layout),
	ownFiles: (access, options) => wayOf(access).ownFiles(access, options),
	isPart: (access, layout, files) => wayOf(access).isPart(access, layout, files),
	advice: (access, files) => wayOf(access).advice(access, files),
	withoutOwn: (access, layout, files) => wayOf(access).withoutOwn(access, layout, files),
	versionOfImage,
	listensOnIpv6,
	missingFor,
	describe: (access) => wayOf(access).describe(access),
	place: (access) => wayOf(access).place(access),
	mainFiles: (access) => wayOf(access).mainFiles(access),
	stagedBeside: (access, project) => wayOf(access).stagedBeside(access, project),
	stage: (access, staged) => wayOf(access).stage(access, staged),
	start: (access, hasSystemd) => wayOf(access).start(access, hasSystemd),
	print: (access) => wayOf(access).print?.(access),
	dump: (access) => wayOf(access).dump(access),
	test: (access, main) => wayOf(access).test(access, main),
	version: (access) => wayOf(access).version(access),
	readDump: ({ stdout }) => parseDump(stdout),
	readTest(answer, access) {
		const { offender, ...test } = parseNginxTest(said(answer));
		if (offender === undefined) return test;
		return { ...test, offender: { ...offender, path: wayOf(access).outside?.(access, offender.path) ?? offender.path } };
	},
	readVersion: (answer) => parseNginxVersion(said(answer)),
	readStartFailure: parseStartFailure,
	isMaster: (title) => title.startsWith(masterTitle),
	readWorkers: parseWorkers,
	readAccessLine: parseAccessLine,
	describeAccessLine: describeAccess,
};

const ways: { readonly [Driver in ProxyAccess['driver']]: Way<Extract<ProxyAccess, { driver: Driver }>> } = { container, host, inner, npm };

function wayOf(access: Pick<ProxyAccess, 'driver'>): Way<ProxyAccess> {
	return ways[access.driver] as Way<ProxyAccess>;
}

/** nginx tells everything on standard error, but for what it is asked to print. */
function said({ stdout, stderr }: CommandResult): string {
	return `${stdout}\n${stderr}`;
}
