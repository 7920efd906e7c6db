import type { ServerSettings } from '../config/server-file.ts';
import type { Host, WatchedHost } from '../host/host.ts';
import { Failure } from '../model/failure.ts';
import type { Workplace } from '../runner/workplace.ts';
import { type Layout, layoutOf, withNpm } from '../server/layout.ts';
import type { Server } from './context.ts';
import { lazyControl } from './lazy-control.ts';

/** Makes the real host; the engine's address and Docker's configuration directory are the environment's where absent. */
export type CreateHost = (options: {
	readonly projects: string;
	readonly foreign?: readonly string[];
	readonly dockerHost?: string;
	readonly dockerConfig?: string;
}) => Host;

/** Reads `deploy/server.yml` under the root and opens the server it describes; throws a `config` failure if it is wrong. */
export async function openServer(root: string, createHost: CreateHost): Promise<Server & { readonly workplace: Workplace }> {
	const usual = layoutOf(root);
	const first = createHost({ projects: usual.projects });
	await requireRoot(first, root);
	const settings = await readSettings(first, usual);
	const { npm } = settings.proxy;
	const layout = npm === undefined ? usual : withNpm(usual, npm.data);
	// Nginx Proxy Manager writes what it likes where Berth's files for it are.
	const foreign = settings.npm && [settings.npm.data];
	const host = createHost({ projects: layout.projects, ...(foreign && { foreign }), ...engineOptions(settings) });
	const place = { host, layout, settings };
	const workplace: Workplace = {
		...place,
		async observe(intent, questions) {
			const { observeFor } = await import('../watch/observe-for.ts');
			return observeFor(place, intent, questions);
		},
	};
	return {
		...place,
		workplace,
		control: lazyControl(async () => {
			const { createControl } = await import('../runner/create-control.ts');
			return createControl(workplace);
		}),
		async observe(options) {
			const { observeServer } = await import('../watch/observe.ts');
			const snapshot = await observeServer(host, layout, settings, options);
			void host.readings.keep();
			return snapshot;
		},
	};
}

/** A root that was mistyped would look like a server on which there is nothing yet. */
async function requireRoot({ files }: Pick<WatchedHost, 'files'>, root: string): Promise<void> {
	if ((await files.stat(root)) !== undefined) return;
	throw new Failure({
		kind: 'refused',
		what: `There is no directory ${root}, so there is no server in it`,
		next: `Name the server’s root with --root or BERTH_ROOT; for a new server, make it first: \`mkdir -p ${root}\``,
	});
}

async function readSettings({ files, readings }: Pick<WatchedHost, 'files' | 'readings'>, { serverFile }: Layout): Promise<ServerSettings> {
	const text = await files.readText(serverFile);
	return readings.meaning(serverFile, text, async () => {
		const { parseServer } = await import('../config/server-file.ts');
		return parseServer(text, serverFile);
	});
}

function engineOptions({ engine }: ServerSettings): Omit<Parameters<CreateHost>[0], 'projects'> {
	return {
		...(engine.host !== undefined && { dockerHost: engine.host }),
		...(engine.config !== undefined && { dockerConfig: engine.config }),
	};
}
