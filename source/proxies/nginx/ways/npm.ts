import { join } from 'node:path';
import { Failure } from '../../../model/failure.ts';
import { type Layout, withNpm } from '../../../server/layout.ts';
import type { NpmAccess, OwnFile, OwnFilesOptions, Staged, StagedFile } from '../../proxy.ts';
import { innerLogFormat } from '../access-log-formats.ts';
import { believedLines, clientLines } from '../client.ts';
import { defaultHeaderMaps } from '../default-headers.ts';
import { isIncluded, withoutInclude } from '../main-text.ts';
import { berthConfPath, siteDefaultsPath, sslDefaultsPath } from '../own-paths.ts';
import { innerStrangers, limits, siteDefaults } from '../shared.ts';
import { renderStagedMain } from '../staged-main.ts';
import type { Way } from './way.ts';

/** What its container calls the directory in which NPM keeps everything. */
const dataSeen = '/data';

/** What its program is started with: a part of the image. */
const mainSeen = '/etc/nginx/nginx.conf';

/** Where sites of Berth's listen, for NPM's hosts alone. */
const address = '127.0.0.1';

/** NPM's hosts. */
const ownFront = { npm: address };

/**
 * The nginx of Nginx Proxy Manager, in that one's container. It includes what the operator writes into `custom/http_top.conf`: one line there
 * makes Berth's sites part of it. They listen on the container's loopback, and NPM's hosts forward to them, so that nothing that NPM writes
 * names anything of Berth's that might be gone. TLS is NPM's.
 */
export const npm: Way<NpmAccess> = {
	site: (layout) => ({ defaults: siteDefaultsPath(layout), ssl: sslDefaultsPath(layout), isPublic: false, address, prefix: 'berth_' }),
	seen,
	outside: ({ npm: { data } }, path) => (path.startsWith(`${dataSeen}/`) ? join(data, path.slice(dataSeen.length)) : path),
	describe: ({ container }) => ({
		whereabouts: `Nginx Proxy Manager (${container})`,
		log: `\`docker logs ${container}\`, and fallback_error.log among its logs`,
	}),
	place: ({ container }) => ({ container, reload: ['nginx', '-s', 'reload'] }),
	mainFiles: (access) => [topPath(access), join(access.directory, 'berth.conf')],
	print: () => ['cat', mainSeen],
	test: (access, main) => (main === topPath(access) ? ['nginx', '-t'] : ['nginx', '-t', '-c', inside(access, main)]),
	version: () => ['nginx', '-v'],
	ownPaths: (access, layout) => [siteDefaultsPath(layout), berthConfPath(layout), topPath(access)],
	ownFiles,
	isPart: (access, layout, files) => isIncluded(files[topPath(access)] ?? '', berthConfPath(seen(layout))),
	advice: () => [],
	withoutOwn(access, layout, files) {
		const top = withoutInclude(files[topPath(access)] ?? '', berthConfPath(seen(layout)));
		return [
			{ path: topPath(access), text: top.trim() === '' ? null : top },
			...[berthConfPath(layout), siteDefaultsPath(layout)].map((path) => ({ path, text: null })),
		];
	},
	start: () => undefined,
	dump: () => undefined,
	stagedBeside: () => [],
	stage,
};

type Located = Pick<NpmAccess, 'npm'>;

/** The operator's own file for what is for all hosts at once. */
function topPath({ npm: { data } }: Located): string {
	return join(data, 'nginx', 'custom', 'http_top.conf');
}

function seen(layout: Layout): Layout {
	return withNpm(layout, dataSeen);
}

function inside({ npm: { data } }: Located, path: string): string {
	return path.startsWith(`${data}/`) ? join(dataSeen, path.slice(data.length)) : path;
}

function ownFiles(access: NpmAccess, options: OwnFilesOptions): readonly OwnFile[] {
	const { version, trustedProxies, near = [], files } = options;
	const { httpsPort, npm } = access;
	const layout = seen(options.layout);
	const lines = [
		'# What Berth needs beside the hosts of Nginx Proxy Manager; custom/http_top.conf includes this file. Berth writes it; the sites are in conf.d.',
		...clientLines([ownFront], near),
		'',
		...limits,
		'',
		...defaultHeaderMaps,
		'',
		...innerLogFormat,
		'',
		...innerStrangers({ version, httpPort: npm.port, httpsPort, address }),
		'',
		'# A test of a new site reads this file with other lines in place of the next.',
		`include ${join(layout.conf, '*.conf')};`,
	];
	return [
		{ path: siteDefaultsPath(options.layout), text: textOf(siteDefaults(version, believedLines([ownFront, ...trustedProxies]))) },
		{ path: berthConfPath(options.layout), text: textOf(lines) },
		{ path: topPath(access), text: withInclude(files[topPath(access)] ?? '', berthConfPath(layout)) },
	];
}

/** The operator's file with the one line that makes Berth's sites part of it, at its end. */
function withInclude(top: string, path: string): string {
	if (isIncluded(top, path)) return top;
	const line = `include ${path}; # the sites of Berth`;
	if (top.trim() === '') return `${line}\n`;
	return top.endsWith('\n') ? `${top}\n${line}\n` : `${top}\n\n${line}`;
}

/** NPM's hosts include parts of the image by paths that nginx looks for beside the file that it is started with, so these are led to from there. */
function stage(access: NpmAccess, { directory, texts, sites, printed = '' }: Staged): readonly StagedFile[] {
	const [top = '', own = ''] = texts;
	const from = inside(access, join(access.directory, 'berth.conf'));
	const topSeen = inside(access, topPath(access));
	const main = printed.replace(topSeen.replace(/\.conf$/, '[.]conf'), topSeen);
	if (!isIncluded(main, topSeen) || !isIncluded(top, from)) {
		throw new Failure({
			kind: 'refused',
			what: `Nginx Proxy Manager does not include ${from}, so it has no site of Berth's`,
			why: isIncluded(main, topSeen) ? `${topSeen} has no line for it` : `its ${mainSeen} does not include ${topSeen}`,
			next: '`berth proxy start` adds the line, and shows it first',
		});
	}
	const at = (name: string) => join(directory, name);
	return [
		{ path: at('nginx.conf'), text: main.replace(topSeen, inside(access, at('http_top.conf'))) },
		{ path: at('http_top.conf'), text: top.replaceAll(from, inside(access, at('berth.conf'))) },
		{
			path: at('berth.conf'),
			text: renderStagedMain(
				own,
				sites.map((path) => inside(access, path)),
			),
		},
		{ path: at('conf.d'), target: '/etc/nginx/conf.d' },
	];
}

function textOf(lines: readonly string[]): string {
	return `${lines.join('\n')}\n`;
}
