import { join } from 'node:path';
import { type Layout, projectLayout } from '../../server/layout.ts';
import type { LogQuery } from './log-entry.ts';
import { type LogFeed, openLogFeed } from './log-feed.ts';
import type { LogHost } from './open-origin.ts';

/** The logs of all projects; nothing is read before one is opened. */
export interface LogReader {
	open(query: LogQuery): LogFeed;
	/** Writes lines to a new file under the project's `logs`; gives its path. */
	save(project: string, source: string, lines: readonly string[]): Promise<string>;
}

export function createLogReader(host: LogHost, layout: Layout): LogReader {
	return {
		open: (query) => openLogFeed(host, layout, query),
		async save(project, source, lines) {
			const directory = projectLayout(layout, project).logs;
			const at = new Date(host.clock.now()).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
			const path = join(directory, `${source}-${at}.log`);
			await host.files.makeDirectory(directory);
			// Lines of an app may hold what not everybody may read.
			await host.files.writeText(path, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
			return path;
		},
	};
}
