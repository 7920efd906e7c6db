import { spawn } from '@lydell/node-pty';
import { ownEnvironment, program } from './run-berth.ts';
import type { TestServer } from './test-server.ts';

/** `berth` at a real terminal, as an operator sits before it. */
export interface Terminal {
	/** Everything it has shown so far. */
	shown(): string;
	/** Resolves when it has shown this text. */
	until(text: string): Promise<void>;
	type(keys: string): void;
	/** The window is closed: the kernel sends SIGHUP to whatever runs in it. */
	hangUp(): void;
	/** The exit code, or the signal that ended it. */
	readonly ended: Promise<{ readonly code: number; readonly signal?: number | undefined }>;
}

/** Opens a terminal in which `berth <words>` runs on the server. */
export function openTerminal(server: TestServer, ...words: string[]): Terminal {
	const terminal = spawn(program, ['--root', server.layout.root, ...words], { cols: 100, rows: 30, env: ownEnvironment });
	let text = '';
	const waiting = new Set<() => void>();
	terminal.onData((more) => {
		text += more;
		for (const look of waiting) look();
	});
	const ended = new Promise<{ code: number; signal?: number | undefined }>((resolve) => {
		terminal.onExit(({ exitCode, signal }) => resolve({ code: exitCode, signal }));
	});
	return {
		shown: () => text,
		until: (wanted) =>
			new Promise((resolve, reject) => {
				const look = () => {
					if (!text.includes(wanted)) return;
					waiting.delete(look);
					resolve();
				};
				waiting.add(look);
				look();
				void ended.then(() => reject(new Error(`it ended without showing "${wanted}": ${text}`)));
			}),
		type: (keys) => terminal.write(keys),
		hangUp: () => terminal.kill('SIGHUP'),
		ended,
	};
}
