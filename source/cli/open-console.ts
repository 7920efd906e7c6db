import { Failure } from '../model/failure.ts';
import type { Session } from './session.ts';

/** The console on a terminal; without one it is refused, since nobody could press a key. */
export async function openConsole(session: Session): Promise<number> {
	if (!session.context.isTerminal) {
		throw new Failure({
			kind: 'refused',
			what: 'The console needs a terminal',
			next: '`berth status` prints what it would show, and `berth --help` lists all commands',
		});
	}
	return session.context.openConsole(session.server());
}
