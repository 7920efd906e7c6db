import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Layout, ProjectLayout } from '../../../../source/server/layout.ts';
import type { TestEngine } from '../../../engine/setup/test-engine.ts';
import type { RestartCase, RestartResult } from './restart-case.ts';

/** The laboratory of `main.ts`, from outside. */
export interface RemoteLab {
	readonly layout: Layout;
	readonly files: ProjectLayout;
	run(wanted: RestartCase): Promise<RestartResult>;
	/** Gives its exit code. */
	close(): Promise<number | null>;
}

interface Told {
	readonly ready?: Pick<RemoteLab, 'layout' | 'files'>;
	readonly result?: RestartResult;
	readonly error?: string;
}

/** Starts it in a network namespace of its own, in which only the loopback is up. */
export async function startLab(testEngine: TestEngine): Promise<RemoteLab> {
	const inside = [process.execPath, join(import.meta.dirname, 'main.ts'), JSON.stringify(testEngine)];
	const env = { ...process.env, ...(testEngine.engine.config !== undefined && { DOCKER_CONFIG: testEngine.engine.config }) };
	const child = spawn('unshare', ['--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', ...inside], {
		env,
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const ended = once(child, 'exit') as Promise<[number | null]>;
	const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
	const next = async (): Promise<Told> => {
		const { value, done } = await lines.next();
		if (done === true) throw new Error(`the laboratory ended with ${(await ended)[0]}`);
		return JSON.parse(value) as Told;
	};
	const { ready } = await next();
	if (ready === undefined) throw new Error('the laboratory did not begin');
	return {
		...ready,
		async run(wanted) {
			child.stdin.write(`${JSON.stringify(wanted)}\n`);
			const { result, error } = await next();
			if (result === undefined) throw new Error(error);
			return result;
		},
		async close() {
			child.stdin.end();
			return (await ended)[0];
		},
	};
}
