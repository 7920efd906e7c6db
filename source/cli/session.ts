import { resolve } from 'node:path';
import type { CliContext, Server } from './context.ts';

/** One run of the program, as its command sees it. */
export interface Session {
	readonly context: CliContext;
	/** One JSON object instead of words. */
	readonly json: boolean;
	/** Opens the server under the root; the second time gives the same one. */
	server(): Promise<Server>;
	/** The result: its lines, or its JSON object. */
	answer(lines: readonly string[], json: unknown): void;
	/** Words on the way to the result; nothing with JSON. */
	tell(...lines: readonly string[]): void;
}

/** Opens a session; nothing is read before `server` is called. */
export function openSession(context: CliContext, options: { readonly root: string; readonly json: boolean }): Session {
	let opened: Promise<Server> | undefined;
	return {
		context,
		json: options.json,
		server() {
			// What runs later, the proxy among it, has another working directory.
			opened ??= context.openServer(resolve(options.root));
			return opened;
		},
		answer(lines, json) {
			if (options.json) context.printJson(json);
			else for (const line of lines) context.print(line);
		},
		tell(...lines) {
			if (options.json) return;
			for (const line of lines) context.print(line);
		},
	};
}

/** The root where no `--root` is given. */
export function defaultRoot({ environment }: CliContext): string {
	return environment.BERTH_ROOT || '/opt';
}
