import { Failure } from '../../model/failure.ts';
import type { RunningOperation } from '../../model/snapshot.ts';
import type { SandboxSession } from '../program/session.ts';
import { mustBerth, type ProjectStatus, type ServerStatus, serverStatus } from './berth-program.ts';

/** Between two looks at the server, ms. */
const interval = 500;
/** Replicas are back by themselves so long after their engine was started, ms. */
const returnLimit = 20_000;
/** An operation that somebody else started may take so long, ms. */
const operationLimit = 300_000;

/** Waits while a project is being changed, and ends what a killed runner left of a change. Gives what the server looks like then. */
export async function afterOperation(session: SandboxSession, name: string, report: (line: string) => void): Promise<ServerStatus> {
	const deadline = session.clock.now() + operationLimit;
	for (;;) {
		const status = await serverStatus(session);
		const running = status.projects.find((project) => project.name === name)?.operation;
		if (running === undefined) return status;
		if (session.clock.now() > deadline) throw stillRunning(name, running.operation);
		await endOrAwait(session, name, running, report);
	}
}

/**
 * Waits until every deployed project has its replicas back, as after a start of the machine; what does not come back is started
 * anew with its live release. Gives the names of these.
 */
export async function settle(session: SandboxSession, report: (line: string) => void): Promise<readonly string[]> {
	const deadline = session.clock.now() + returnLimit;
	for (;;) {
		const { projects } = await serverStatus(session);
		for (const { name, operation } of projects) if (operation?.alive === false) await endOrAwait(session, name, operation, report);
		const missing = projects.filter(isIncomplete);
		if (missing.length === 0) return [];
		report(`waiting for ${missing.map(({ name, healthy, wanted }) => `${name} (${healthy} of ${wanted})`).join(', ')}`);
		if (session.clock.now() > deadline) return startAnew(session, missing, report);
		await session.clock.sleep(interval, session.signal);
	}
}

async function endOrAwait(
	session: SandboxSession,
	name: string,
	{ id, operation, alive }: RunningOperation,
	report: (line: string) => void,
): Promise<void> {
	report(alive ? `waiting for \`${operation}\` of ${name}` : `ending \`${operation}\` of ${name}, which was interrupted`);
	if (alive) await session.clock.sleep(interval, session.signal);
	else await mustBerth(session, 'resume', id);
}

async function startAnew(session: SandboxSession, missing: readonly ProjectStatus[], report: (line: string) => void) {
	for (const { name, release = '' } of missing) {
		report(`starting ${name} ${release} anew`);
		await mustBerth(session, 'deploy', name, release, '--yes', '--wait', '60s');
	}
	return missing.map(({ name }) => name);
}

/** One that is being changed is somebody's business already. */
function isIncomplete({ release, healthy, wanted, operation }: ProjectStatus): boolean {
	return release !== undefined && operation?.alive !== true && healthy < wanted;
}

function stillRunning(project: string, operation: string): Failure {
	return new Failure({
		kind: 'busy',
		what: `\`${operation}\` of ${project} is not over yet`,
		next: `Look at it with \`npx berth --root .sandbox/root attach ${project}\` and start the sandbox again.`,
	});
}
