import { failureFacts } from '../model/failure.ts';
import type { RegistryAnswer } from '../model/registry-answer.ts';
import { type Engine, statusOf } from './engine.ts';
import type { Commands } from './host.ts';
import { findLogin, registryOf } from './registry-login.ts';

/** Whoever looks at a plan waits for it, ms. */
const patience = 5_000;

/**
 * Asks by way of the engine, which alone knows its mirrors, proxies and the registries it trusts: `docker manifest inspect` goes its
 * own way, and calls missing what it may not see.
 */
export async function askRegistry(engine: Engine, commands: Commands, config: string, reference: string): Promise<RegistryAnswer> {
	try {
		const authconfig = await findLogin(registryOf(reference), config, commands);
		const options = authconfig === undefined ? {} : { authconfig };
		await engine.ask(`ask for ${reference}`, (docker) => docker.getImage(reference).distribution(options), { limit: patience });
		return { kind: 'there' };
	} catch (error) {
		const { what, why = what } = failureFacts(error);
		return answerOf(error instanceof Error ? statusOf(error.cause) : undefined, why);
	}
}

/** Without a login the engine says 500 where the registry said 401. */
function answerOf(status: number | undefined, why: string): RegistryAnswer {
	// An engine that does not know the question finds no such page.
	if (status === 404 && !why.includes('page not found')) return { kind: 'missing' };
	const isDenied = status === 401 || status === 403 || (status === 500 && /no basic auth credentials|unauthorized|denied/i.test(why));
	return { kind: isDenied ? 'denied' : 'unknown', why };
}
