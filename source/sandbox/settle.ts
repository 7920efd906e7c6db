import { Failure } from '../model/failure.ts';
import { mustBerth, type ProjectStatus, type ServerStatus, serverStatus } from './berth-program.ts';
import type { SandboxSession } from './session.ts';

/** Between two looks at the server, ms. */
const interval = 500;
/** Replicas are back by themselves so long after their engine was started, ms. */
const returnLimit = 20_000;
/** An operation that somebody else started may take so long, ms. */
const operationLimit = 300_000;

/** Waits for operations under way, and ends those whose runner was killed. Gives what the server looks like then. */
export async function afterOperations(session: SandboxSession, report: (line: string) => void): Promise<ServerStatus> {
	const deadline = session.clock.now() + operationLimit;
	for (;;) {
		const status = await serverStatus(session);
		const [running] = status.projects.filter(({ operation }) => operation !== undefined);
		if (running?.operation === undefined) return status;
		const { id, operation, alive } = running.operation;
		if (session.clock.now() > deadline) throw stillRunning(running.name, operation);
		report(alive ? `waiting for the ${operation} of ${running.name}` : `ending the interrupted ${operation} of ${running.name}`);
		if (alive) await session.clock.sleep(interval, session.signal);
		else await mustBerth(session, 'resume', id);
	}
}

/**
 * Waits until every deployed project has its replicas back, as after a start of the machine; what does not come back is started
 * anew with its live release. Gives the names of these.
 */
export async function settle(session: SandboxSession, report: (line: string) => void): Promise<readonly string[]> {
	const deadline = session.clock.now() + returnLimit;
	for (;;) {
		const missing = (await serverStatus(session)).projects.filter(isIncomplete);
		if (missing.length === 0) return [];
		report(`waiting for ${missing.map(({ name, healthy, wanted }) => `${name} (${healthy} of ${wanted})`).join(', ')}`);
		if (session.clock.now() > deadline) return startAnew(session, missing, report);
		await session.clock.sleep(interval, session.signal);
	}
}

async function startAnew(session: SandboxSession, missing: readonly ProjectStatus[], report: (line: string) => void) {
	for (const { name, release = '' } of missing) {
		report(`starting ${name} ${release} anew`);
		await mustBerth(session, 'deploy', name, release, '--yes', '--wait', '60s');
	}
	return missing.map(({ name }) => name);
}

function isIncomplete({ release, healthy, wanted }: ProjectStatus): boolean {
	return release !== undefined && healthy < wanted;
}

function stillRunning(project: string, operation: string): Failure {
	return new Failure({
		kind: 'busy',
		what: `The ${operation} of ${project} is not over yet`,
		next: 'Look at it with `npx berth --root .sandbox/root attach` and start the sandbox again.',
	});
}
