import { Failure } from '../../model/failure.ts';
import { dockerCommand, ensureEngine, type SandboxEngine } from '../engine.ts';
import { pingEngine } from '../private-engine.ts';
import { type SandboxSession, worldOf } from '../program/session.ts';
import { outputOf } from '../run-or-fail.ts';
import { readRecord } from './record.ts';

/**
 * The engine that the sandbox was made on, started again if it is ours; else one that answers, else one of our own. Throws a
 * `Failure` if it is gone, or shares neither network nor disk with this machine.
 */
export async function sandboxEngine(session: SandboxSession, report: (line: string) => void): Promise<SandboxEngine> {
	const world = worldOf(session, report);
	const engine = (await readRecord(session.files, session.place))?.engine;
	if (engine !== undefined && !engine.own && (await pingEngine(world, engine.host)) === undefined) throw goneFailure(engine.host);
	const found = await ensureEngine({ ...world, ...(engine?.own === true ? { isPrivate: true } : { dockerHost: engine?.host }) });
	await requireNear(session, found);
	const config = found.config ?? session.environment.DOCKER_CONFIG;
	return { ...found, ...(config !== undefined && config !== '' && { config }) };
}

/** The engine that the sandbox was made on does not answer. */
export function goneFailure(host: string): Failure {
	return new Failure({
		kind: 'refused',
		what: `The sandbox was made on the Docker engine ${host}, which does not answer`,
		next: 'Start that engine and try again.',
	});
}

/** The proxy shares the machine's network and Berth reads files that containers write, so the engine has to be this machine's own. */
async function requireNear({ commands }: SandboxSession, engine: SandboxEngine): Promise<void> {
	const asked = dockerCommand(engine, 'info', '--format', '{{.OperatingSystem}} {{.SecurityOptions}}');
	const about = (await outputOf(commands, asked)) ?? '';
	const why = !engine.host.startsWith('unix://')
		? 'it is on another machine'
		: /name=rootless/.test(about)
			? 'it is rootless, with a network of its own'
			: /^Docker Desktop/.test(about)
				? 'it runs in a virtual machine'
				: undefined;
	if (why === undefined) return;
	throw new Failure({
		kind: 'refused',
		what: `The sandbox cannot use the Docker engine ${engine.host}`,
		why,
		next: 'Name an engine of this machine in DOCKER_HOST, or stop this one and run the sandbox as root: it starts its own.',
	});
}
