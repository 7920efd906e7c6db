import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../model/failure.ts';
import { lastLines } from './commands.ts';
import { errnoOf } from './errno.ts';
import type { Commands } from './host.ts';

/** What the engine is shown to be let in by a registry. */
export type RegistryLogin = { readonly serveraddress: string } & (
	| { readonly username: string; readonly password: string }
	| { readonly identitytoken: string }
);

/** The part of Docker's `config.json` that has logins: in it, or by the name of a program that keeps them. */
interface ClientConfig {
	readonly auths?: Readonly<Record<string, { readonly auth?: string; readonly identitytoken?: string }>>;
	readonly credsStore?: string;
	readonly credHelpers?: Readonly<Record<string, string>>;
}

/** What a credential helper answers. */
interface Login {
	readonly Username?: string;
	readonly Secret?: string;
}

/** Docker's own name for its public registry, under which it keeps the login. */
const publicRegistry = 'https://index.docker.io/v1/';

/** The registry that a reference names: `ghcr.io` in `ghcr.io/you/shop:v1`. */
export function registryOf(reference: string): string {
	const [first = '', ...rest] = reference.split('/');
	return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : publicRegistry;
}

/** The login that `docker pull` would use; `undefined` without one. Throws a `Failure` if it is kept where it cannot be had now. */
export async function findLogin(registry: string, directory: string, commands: Commands): Promise<RegistryLogin | undefined> {
	const { auths, credHelpers, credsStore } = readConfig(join(directory, 'config.json'));
	const helper = credHelpers?.[registry] ?? credsStore;
	if (helper !== undefined) return askHelper(helper, registry, commands);
	const kept = auths?.[registry] ?? auths?.[`https://${registry}`];
	if (kept?.identitytoken) return { serveraddress: registry, identitytoken: kept.identitytoken };
	const [username = '', ...password] = Buffer.from(kept?.auth ?? '', 'base64')
		.toString('utf8')
		.split(':');
	return username === '' ? undefined : { serveraddress: registry, username, password: password.join(':') };
}

function readConfig(path: string): ClientConfig {
	try {
		return parsed<ClientConfig>(readFileSync(path, 'utf8'), path);
	} catch (error) {
		if (errnoOf(error) === 'ENOENT') return {};
		throw error;
	}
}

/** JSON that holds secrets: the parser's words for a mistake would show some of it. */
function parsed<Meaning>(text: string, origin: string): Meaning {
	try {
		return JSON.parse(text) as Meaning;
	} catch {
		throw new Failure({ kind: 'config', what: "Docker's logins could not be read", why: `${origin} gives no JSON` });
	}
}

/** Its answer is a secret, and its complaint may hold one: only that a login is missing is told apart. */
async function askHelper(helper: string, registry: string, commands: Commands): Promise<RegistryLogin | undefined> {
	const program = `docker-credential-${helper}`;
	const result = await commands.run([program, 'get'], { input: registry, timeout: 5_000 });
	if (result.code !== 0) {
		if (lastLines(result).some((line) => line.includes('credentials not found'))) return undefined;
		throw new Failure({ kind: 'external', what: `${program} gave no login for ${registry}`, why: `exit code ${result.code}` });
	}
	const { Username = '', Secret = '' } = parsed<Login>(result.stdout, program);
	if (Username === '<token>') return { serveraddress: registry, identitytoken: Secret };
	return { serveraddress: registry, username: Username, password: Secret };
}
