import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemFiles } from '../../../source/host/files.ts';
import type { LoadSettings } from '../../../source/sandbox/load/load-settings.ts';
import { type Load, startLoad } from '../../../source/sandbox/load/start-load.ts';
import { writeSampleRelease } from '../../../source/sandbox/release.ts';
import { projectLayout, withProxyAt } from '../../../source/server/layout.ts';

import { askSite } from './ask-site.ts';
import { projectName } from './leftovers.ts';
import type { TestServer } from './test-server.ts';

/** How long WebSockets may stay after a switch, ms: longer than the slowest request of the load. */
export const drainLimit = 3_000;

/** Boot time of the sample app, ms, as in the acceptance list. */
export const usualBoot = 3_000;

/** A project of the sample app on a test server. */
export interface TestProject {
	readonly name: string;
	readonly domain: string;
	readonly files: ReturnType<typeof projectLayout>;
	/** Puts a release directory there, as rsync would. */
	release(version: string, environment?: Readonly<Record<string, string>>): Promise<void>;
	/** Changes `project.yml` by hand. */
	edit(change: (text: string) => string): Promise<void>;
	/** What the site answers on `/version`: the release that serves. */
	servingVersion(): Promise<string>;
	load(settings?: Partial<LoadSettings>): Promise<Load>;
}

export interface ProjectOptions {
	/** Default 3. */
	readonly replicas?: number;
	/** True: an nginx of its own serves it. */
	readonly inner?: true;
	/** More words for `berth new`. */
	readonly words?: readonly string[];
	/** More lines for `project.yml`. */
	readonly lines?: readonly string[];
}

/** Makes a project with `berth new`; its first release is deployed by the test. */
export async function newTestProject(server: TestServer, project: string, options: ProjectOptions = {}): Promise<TestProject> {
	const name = projectName(server.name, project);
	const domain = `${name}.test`;
	const { ownProxy } = projectLayout(server.layout, name);
	const files = projectLayout(options.inner ? withProxyAt(server.layout, ownProxy) : server.layout, name);
	const port = options.inner ? server.firstPort + 90 : server.httpPort;
	const words = [
		...(options.inner ? ['--proxy', 'inner'] : []),
		'--domain',
		domain,
		'--replicas',
		String(options.replicas ?? 3),
		...(options.words ?? []),
	];
	await server.mustBerth('new', name, ...words, '--yes');
	const lines = options.lines ?? [`drain: ${drainLimit}ms`, 'site: {webSockets: [/ws/]}'];
	await appendFile(files.file, `${lines.join('\n')}\n`);
	return {
		name,
		domain,
		files,
		release: (version, environment = {}) =>
			writeSampleRelease({
				files: systemFiles,
				directory: join(files.releases, version),
				version,
				base: server.images.app,
				environment: { BOOT_MS: String(usualBoot), ...environment },
			}),
		async edit(change) {
			await writeFile(files.file, change(await readFile(files.file, 'utf8')));
		},
		async servingVersion() {
			const { version } = (await askSite(port, domain, '/version')) as { readonly version?: string };
			return version ?? 'none';
		},
		load: (settings) => startLoad({ port, host: domain, ...settings }),
	};
}
