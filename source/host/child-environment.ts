import { homeDirectory } from './own-directory.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What a child sees of the shell that Berth was started from. Everything else is set on purpose or stays behind: a variable that
 * Docker, compose, BuildKit, a proxy library, Node.js or the loader reads would win over what `server.yml` and the project say.
 */
const passed = /^(PATH|USER|LOGNAME|SUDO_USER|LANG|LC_\w+|TZ|TMPDIR|TERM|COLORTERM|TMUX)$/;

/** The one engine that is asked, and how. */
export interface EngineAccess {
	/** `unix:///…` or `tcp://…`. */
	readonly host: string;
	/** Directory of Docker's client settings and logins; absent: `~/.docker`. */
	readonly config?: string;
	/** Directory with `ca.pem`, `cert.pem` and `key.pem` of an engine that is asked by TLS. */
	readonly certificates?: string;
}

/** The environment of a child that has nothing to do with an engine. */
export function plainEnvironment(shell: Environment): Readonly<Record<string, string>> {
	const own = Object.entries(shell).filter((entry): entry is [string, string] => entry[1] !== undefined && passed.test(entry[0]));
	return { ...Object.fromEntries(own), HOME: homeDirectory(shell) };
}

/** The environment of every other child, the runner among them: it finds this engine and no other. */
export function childEnvironment({ host, config, certificates }: EngineAccess, shell: Environment): Readonly<Record<string, string>> {
	return {
		...plainEnvironment(shell),
		// Also the usual address: a context chosen with `docker context use` would name another one.
		DOCKER_HOST: host,
		...(config !== undefined && { DOCKER_CONFIG: config }),
		...(certificates !== undefined && { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certificates }),
	};
}
