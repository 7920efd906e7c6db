import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../model/failure.ts';
import { errnoOf, messageOf } from './errno.ts';
import type { Command } from './host.ts';

/** As a shell counts: 128 and the signal's number. */
const killedBySignal = 128;

/** Runs a command with this program's own terminal until it ends, and reads nothing of what is typed meanwhile. */
export async function runInTerminal([program, ...words]: Command, env: NodeJS.ProcessEnv): Promise<number> {
	const { spawn } = await import('node:child_process');
	const { constants } = await import('node:os');
	// Node would go on reading ahead and take keys from the command. Pausing stops that, but only of a stream that knows, one
	// turn of the loop later, that its last listener is gone.
	await nextTurn();
	process.stdin.pause();
	const ignored = () => {};
	// Ctrl-C and ctrl-\ go to every process of the terminal; they are meant for the command.
	process.on('SIGINT', ignored).on('SIGQUIT', ignored);
	try {
		return await new Promise((resolve, reject) => {
			const child = spawn(program, words, { stdio: 'inherit', env });
			child.once('error', reject);
			child.once('exit', (code, signal) => resolve(code ?? killedBySignal + (signal === null ? 0 : constants.signals[signal])));
		});
	} catch (error) {
		const isMissing = errnoOf(error) === 'ENOENT';
		const next = isMissing ? `Install ${program}, or add its directory to PATH` : `Try it by hand: ${program} --version`;
		throw new Failure({ kind: 'external', what: `Berth could not run ${program}`, why: messageOf(error), next }, { cause: error });
	} finally {
		process.off('SIGINT', ignored).off('SIGQUIT', ignored);
	}
}
