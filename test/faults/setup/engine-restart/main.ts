import { createInterface } from 'node:readline';
import { Failure } from '../../../../source/model/failure.ts';
import type { TestEngine } from '../../../engine/setup/test-engine.ts';
import { openPrivateLab } from './private-lab.ts';
import type { RestartCase } from './restart-case.ts';
import { restartDuring } from './restart-during.ts';

/**
 * Restarts of a private engine, in a network namespace of its own: two engines in one would take each other's rules for published
 * ports away. Its argument is the engine that has the images, as JSON. Prints `ready`, then a result for each case that it
 * reads, both as lines of JSON; takes everything away when its input ends.
 */
const source = JSON.parse(process.argv[2] ?? '') as TestEngine;
const lab = await openPrivateLab(source, ['r1', 'r2']);
// Whoever asked may be gone: what is under way ends all the same, and all of it is taken away.
process.stdout.on('error', () => undefined);
let count = 3;
let isLive = false;
tell({ ready: { layout: lab.server.layout, files: lab.project.files } });
for await (const line of createInterface(process.stdin)) {
	const wanted = JSON.parse(line) as RestartCase;
	try {
		// The engine that is ended must already be of that kind.
		if (wanted.liveRestore !== isLive) await lab.restart('SIGTERM', wanted.liveRestore);
		isLive = wanted.liveRestore;
		tell({ result: await restartDuring(lab, `r${count++}`, wanted) });
	} catch (error) {
		tell({ error: wholeStory(error) });
	}
}
await lab.close();

/** With the output that an operator would see, too: the end of the engine's log tells why it did not come back. */
function wholeStory(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const output = error instanceof Failure ? (error.output ?? []) : [];
	return [error.stack ?? error.message, ...output].join('\n');
}

function tell(what: object): void {
	process.stdout.write(`${JSON.stringify(what)}\n`);
}
