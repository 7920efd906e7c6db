import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repository } from './test-engine.ts';

/** What a command line ended with. */
export interface Told {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
	/** The last JSON object on standard output, empty without one. */
	readonly json: Readonly<Record<string, unknown>>;
}

/** The bundle as it is installed; BERTH_TEST_PROGRAM names another one. */
export const program = process.env.BERTH_TEST_PROGRAM ?? join(repository, 'dist/berth');

/** Nothing an operator types may take longer, ms; then it is killed and the test says so. */
const limit = 180_000;

/** `server.yml` says which engine; the shell of the tests has no say in it. */
export const ownEnvironment = Object.fromEntries(
	Object.entries(process.env).filter(([name]) => !['DOCKER_HOST', 'DOCKER_CONTEXT'].includes(name)),
);

/** Runs `berth` with these words to its end. */
export function runBerth(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Told> {
	return new Promise((resolve, reject) => {
		const child = spawn(program, words, { env: { ...ownEnvironment, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
		const timer = setTimeout(() => {
			child.kill('SIGKILL');
			reject(new Error(`berth ${words.join(' ')} took longer than ${limit / 1000} s`));
		}, limit);
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			stdout += text;
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			stderr += text;
		});
		child.on('error', reject);
		child.on('close', (code) => {
			clearTimeout(timer);
			resolve({ code, stdout, stderr, json: readJson(stdout) });
		});
	});
}

function readJson(stdout: string): Told['json'] {
	try {
		return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Told['json'];
	} catch {
		return {};
	}
}
