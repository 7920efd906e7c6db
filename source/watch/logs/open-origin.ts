import type { WatchedHost } from '../../host/host.ts';
import { type Layout, projectLayout } from '../../server/layout.ts';
import { createContainerOrigin } from './container-origin.ts';
import { createFileOrigin } from './file-origin.ts';
import { accessShape, plainShape } from './file-shapes.ts';
import type { LogOrigin, LogQuery } from './log-entry.ts';

/** What reading and following logs needs of the outside. */
export type LogHost = Pick<WatchedHost, 'docker' | 'files' | 'clock'>;

/** Where the lines of a query come from; throws a `refused` failure for a name that is no project's. */
export function openOrigin(host: LogHost, layout: Layout, query: LogQuery): LogOrigin {
	const { siteLogs, appLogs, failedLogs } = projectLayout(layout, query.project);
	switch (query.source) {
		case 'app':
			return createContainerOrigin(host, query);
		case 'access':
			return createFileOrigin(host, query, { directory: siteLogs, name: 'access.log', from: 'access', shape: accessShape });
		case 'error':
			return createFileOrigin(host, query, { directory: siteLogs, name: 'error.log', from: 'error', shape: plainShape });
		case 'files':
			return createFileOrigin(host, query, { directory: appLogs, shape: plainShape });
		case 'failed':
			return createFileOrigin(host, query, { directory: failedLogs, shape: plainShape });
	}
}
