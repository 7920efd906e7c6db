import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LoadResult, LoadSettings } from './load-settings.ts';

/** Load that goes on in a process of its own. */
export interface Load {
	/** Ends it, waits for the answers under way, and gives the result. */
	stop(): Promise<LoadResult>;
}

/** What the acceptance list asks for, unless told otherwise: 400 requests a second and 20 WebSockets. */
const usual = { rate: 400, connections: 60, webSockets: 20, limit: 300_000 };

const readyLimit = 20_000;

/** Starts the load on one or more sites and resolves when all its WebSockets are open. */
export async function startLoad(...sites: readonly (Pick<LoadSettings, 'port' | 'host'> & Partial<LoadSettings>)[]): Promise<Load> {
	const settings = sites.map((site) => ({ ...usual, ...site }));
	const words = [join(import.meta.dirname, 'main.ts'), JSON.stringify(settings)];
	const child = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] });
	const lines = createInterface(child.stdout);
	const ready = Promise.withResolvers<void>();
	const result = Promise.withResolvers<LoadResult>();
	lines.on('line', (line) => (line === 'ready' ? ready.resolve() : result.resolve(JSON.parse(line) as LoadResult)));
	child.on('exit', (code) => {
		const error = new Error(`the load client ended with ${code} before its result was read`);
		ready.reject(error);
		// The last line may still be on its way through the pipe.
		lines.on('close', () => result.reject(error));
	});
	result.promise.catch(() => undefined);
	const limit = setTimeout(() => ready.reject(new Error('the load client could not open its WebSockets')), readyLimit);
	try {
		await ready.promise;
	} catch (error) {
		child.kill('SIGKILL');
		throw error;
	} finally {
		clearTimeout(limit);
	}
	return {
		stop() {
			child.kill('SIGTERM');
			return result.promise;
		},
	};
}
