import { Failure } from '../model/failure.ts';
import type { Session } from './session.ts';

/** The console on a terminal; without one it is refused, since nobody could press a key. One that moves no cursor gets what it would show. */
export async function openConsole(session: Session): Promise<number> {
	if (!session.context.isTerminal) {
		throw new Failure({
			kind: 'refused',
			what: 'The console needs a terminal',
			next: '`berth status` prints what it would show, and `berth --help` lists all commands',
		});
	}
	if (session.context.environment.TERM === 'dumb') {
		const { showStatus } = await import('./questions/status.ts');
		const code = await showStatus(session);
		session.tell('', 'This is no console: TERM=dumb is a terminal that moves no cursor. `berth --help` lists all commands.');
		return code;
	}
	return session.context.openConsole(session.server());
}
