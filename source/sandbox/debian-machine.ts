import { join } from 'node:path';
import type { Commands, Files } from '../host/host.ts';
import { Failure } from '../model/failure.ts';
import { type AptSource, findArchive, parseAptSources } from './debian-sources.ts';
import { outputOf, runOrFail } from './run-or-fail.ts';

/** A machine whose packages the sandbox may install and build images from. */
export interface DebianMachine {
	readonly distribution: 'debian' | 'ubuntu';
	/** `bookworm`, `noble`… */
	readonly codename: string;
	/** `amd64`, `arm64`… */
	readonly architecture: string;
	/** The archive the distribution itself comes from. */
	readonly mirror: string;
	readonly keyring: string;
	/** apt's own HTTP proxy. */
	readonly proxy?: string;
}

const defaultKeyrings = {
	debian: '/usr/share/keyrings/debian-archive-keyring.gpg',
	ubuntu: '/usr/share/keyrings/ubuntu-archive-keyring.gpg',
};

/** What this machine is, or `undefined` if it is neither Debian nor Ubuntu or its apt names no archive. */
export async function observeDebianMachine(commands: Commands, files: Files): Promise<DebianMachine | undefined> {
	const release = (await files.readText('/etc/os-release')) ?? '';
	const distribution = readSetting(release, 'ID');
	const codename = readSetting(release, 'VERSION_CODENAME');
	if ((distribution !== 'debian' && distribution !== 'ubuntu') || codename === undefined) return undefined;
	const archive = findArchive(await readAptSources(files), codename);
	const mirror = archive && (await resolveMirror(files, archive.uri));
	const architecture = await outputOf(commands, ['dpkg', '--print-architecture']);
	if (mirror === undefined || architecture === undefined) return undefined;
	const keyring = archive?.keyring ?? defaultKeyrings[distribution];
	const proxy = await outputOf(commands, ['apt-config', 'dump', '--format', '%v%n', 'Acquire::http::Proxy']);
	return { distribution, codename, architecture, mirror, keyring, ...(proxy && { proxy }) };
}

/** Installs packages without a question, after renewing apt's lists if they are too old to have them. */
export async function installPackages(commands: Commands, packages: readonly string[], report: (line: string) => void): Promise<void> {
	const work = `installing ${packages.join(', ')}, usually less than a minute`;
	report(work);
	const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
	const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages] as const;
	const first = await commands.run(install, { env });
	if (first.code === 0) return;
	report("renewing apt's package lists");
	await commands.run(['apt-get', 'update'], { env });
	report(work);
	await runOrFail(commands, `Cannot install ${packages.join(', ')}`, install, { env });
}

/** Fails with what the operator can do unless this process is root, which installing and bootstrapping need. */
export async function requireRoot(commands: Commands, why: string): Promise<void> {
	if ((await outputOf(commands, ['id', '-u'])) === '0') return;
	throw new Failure({
		kind: 'refused',
		what: 'The sandbox needs root here',
		why,
		next: 'Run it as root (`sudo npm run sandbox`), or start Docker and let this user reach its socket.',
	});
}

async function readAptSources(files: Files): Promise<readonly AptSource[]> {
	const directory = '/etc/apt/sources.list.d';
	const names = (await files.list(directory)).filter((name) => /\.(list|sources)$/.test(name));
	const paths = [...names.map((name) => join(directory, name)), '/etc/apt/sources.list'];
	const texts = await Promise.all(paths.map((path) => files.readText(path)));
	return paths.flatMap((path, index) => parseAptSources(path, texts[index] ?? ''));
}

/** Follows `mirror+file:/path`, apt's way to keep a list of mirrors in a file, to its first mirror. */
async function resolveMirror(files: Files, uri: string): Promise<string | undefined> {
	if (!uri.startsWith('mirror+file:')) return uri;
	const list = (await files.readText(uri.replace(/^mirror\+file:(\/\/)?/, ''))) ?? '';
	return /^\s*([a-z]+:\/\/\S+)/m.exec(list)?.[1];
}

function readSetting(text: string, name: string): string | undefined {
	return new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1];
}
