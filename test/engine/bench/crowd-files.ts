import { join } from 'node:path';
import { renderProjectFile } from '../../../source/config/new-project-file.ts';
import { parseProject } from '../../../source/config/project-file.ts';
import type { PortBlock } from '../../../source/model/ports.ts';
import { replicaPort } from '../../../source/model/ports.ts';
import { imageOf } from '../../../source/model/release.ts';
import { nginx } from '../../../source/proxies/nginx/index.ts';
import { renderBerthCompose } from '../../../source/render/compose-berth.ts';
import { type Layout, projectLayout, releaseLayout } from '../../../source/server/layout.ts';
import { networkOf } from '../../../source/server/networks.ts';
import { renderReleaseRecord } from '../../../source/server/release-record.ts';

/** One of the projects that the console is measured with. */
export interface CrowdProject {
	readonly name: string;
	readonly ports: PortBlock;
	/** All of them in the blue berth, with traffic. */
	readonly replicas: number;
}

/** Every project has had these; the last one serves. */
export const crowdVersions = ['v1', 'v2', 'v3'] as const;
export const crowdVersion = crowdVersions[2];

const hour = 3_600_000;

/** The files of a project that was deployed three times, by path, as Berth writes them. */
export function crowdFiles(layout: Layout, http: { readonly http: number; readonly https: number }, crowd: CrowdProject) {
	const { name, ports, replicas } = crowd;
	const paths = projectLayout(layout, name);
	const text = renderProjectFile({ name, domains: [`${name}.test`], image: `berth-bench/${name}`, port: 8000, replicas, services: {} });
	const project = parseProject(text, paths.file);
	const listen = { version: '1.22.1', httpPort: http.http, httpsPort: http.https };
	const sitePorts = Array.from({ length: replicas }, (_, index) => replicaPort(ports, 'blue', index + 1));
	const site = nginx.renderSite({
		...listen,
		driver: 'container',
		project,
		release: crowdVersion,
		berth: 'blue',
		ports: sitePorts,
		layout,
	});
	const compose = { project, directory: paths.directory, berth: 'blue' as const, replicas, ports, network: networkOf(name) };
	const releases = crowdVersions.flatMap((version, index) => {
		const release = releaseLayout(paths, version);
		const image = imageOf(name, version);
		const obtainedAt = Date.now() - (crowdVersions.length - index) * 30 * hour;
		return [
			[release.record, renderReleaseRecord({ version, image, imageId: `sha256:${'0'.repeat(64)}`, obtainedAt })],
			[release.compose('blue'), renderBerthCompose({ ...compose, version })],
		] as const;
	});
	return new Map([
		[paths.file, text],
		[paths.env, 'SECRET_KEY=berth-bench\nDATABASE_URL=postgresql://berth-bench\n'],
		[paths.previousVersion, `${crowdVersions[1]}\n`],
		[paths.site, site.text],
		[join(paths.siteLogs, '.keep'), ''],
		...releases,
	]);
}
