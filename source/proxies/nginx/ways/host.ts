import { join } from 'node:path';
import { Failure } from '../../../model/failure.ts';
import { formatList } from '../../../model/format.ts';
import type { HostAccess, OwnFile, OwnFilesOptions, Staged } from '../../proxy.ts';
import { accessLogFormat } from '../access-log-formats.ts';
import { masterTitle } from '../answers.ts';
import { believedLines, clientLines } from '../client.ts';
import { defaultHeaderMaps } from '../default-headers.ts';
import { addLastOfHttp, httpStatements, isIncluded, withoutInclude } from '../main-text.ts';
import { berthConfPath, siteDefaultsPath, sslDefaultsPath, strangersName } from '../own-paths.ts';
import { limits, siteDefaults, strangers } from '../shared.ts';
import { renderSslDefaults } from '../ssl-defaults.ts';
import { renderStagedMain } from '../staged-main.ts';
import { block } from '../text.ts';
import type { Way } from './way.ts';

/** The server's own nginx. Its configuration is somebody else's but for one line, which includes what Berth adds; sites of others stay as they are. */
export const host: Way<HostAccess> = {
	site: (layout) => ({ defaults: siteDefaultsPath(layout), ssl: sslDefaultsPath(layout), isPublic: true }),
	describe: ({ config }) => ({ whereabouts: 'the nginx of this server', log: `the error log that ${config} names` }),
	place: ({ pidFile, config }) => ({ pidFile, title: masterTitle, unfiled: titleWith(config) }),
	mainFiles: ({ config, directory }) => [config, join(directory, 'berth.conf')],
	test: ({ program }, main) => [program, '-t', '-c', main],
	version: ({ program }) => [program, '-v'],
	ownPaths: ({ config }, layout) => [siteDefaultsPath(layout), sslDefaultsPath(layout), berthConfPath(layout), config],
	ownFiles,
	// A file that Berth cannot read may well have the line.
	isPart: ({ config }, layout, files) => files[config] === undefined || isIncluded(files[config], berthConfPath(layout)),
	advice: ({ config }, files) => [...connectionAdvice(config, files[config] ?? ''), ...inheritedAdvice(config, files[config] ?? '')],
	withoutOwn: ({ config }, layout, files) => [
		{ path: config, text: withoutInclude(files[config] ?? '', berthConfPath(layout)) },
		...[berthConfPath(layout), siteDefaultsPath(layout), sslDefaultsPath(layout)].map((path) => ({ path, text: null })),
	],
	start: ({ program, config }, hasSystemd) => (hasSystemd ? ['systemctl', 'start', 'nginx'] : [program, '-c', config]),
	dump: ({ program, config }) => [program, '-T', '-q', '-c', config],
	stagedBeside: ({ config }, project) => [besideMain(config, project)],
	stage,
};

/** Where nginx looks for its configuration unless it is told, as it is commonly built. */
const usualConfigs = ['/etc/nginx/nginx.conf', '/usr/local/nginx/conf/nginx.conf', '/usr/local/etc/nginx/nginx.conf'];

/** The whole title of one that was started with this configuration. */
function titleWith(config: string): RegExp {
	const named = config.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
	const untold = usualConfigs.includes(config) ? '(?!.* -c)' : '(?!)';
	return new RegExp(`^${masterTitle}(?: .* -c ?${named}(?: |$)|${untold})`);
}

function ownFiles({ config, httpPort, httpsPort }: HostAccess, options: OwnFilesOptions): readonly OwnFile[] {
	const { layout, version, ipv6, trustedProxies, files } = options;
	const path = berthConfPath(layout);
	const lines = [
		'# What Berth needs beside sites of others; nginx.conf includes this file. Berth writes it; the sites are in conf.d.',
		...clientLines(trustedProxies),
		'',
		...limits,
		'',
		...['release', 'berth', 'hsts'].flatMap((name) => block(`geo $berth_${name}`, ['default "";'])),
		...defaultHeaderMaps,
		'',
		...accessLogFormat,
		'',
		'# Where nobody else listens on a port, unknown names get nothing. Included last, so that of others the first goes on answering them.',
		...strangers({ version, httpPort, httpsPort, ipv6, layout }, strangersName),
		'',
		'# A test of a new site reads this file with other lines in place of the next.',
		`include ${join(layout.conf, '*.conf')};`,
	];
	return [
		{ path: siteDefaultsPath(layout), text: text(siteDefaults(version, believedLines(trustedProxies))) },
		{ path: sslDefaultsPath(layout), text: renderSslDefaults() },
		{ path, text: text(lines) },
		{ path: config, text: withInclude(config, files[config], path) },
	];
}

/** The operator's nginx.conf with the one line that makes Berth's sites part of it. */
function withInclude(config: string, main: string | undefined, path: string): string {
	if (main !== undefined && isIncluded(main, path)) return main;
	const changed = main === undefined ? undefined : addLastOfHttp(main, `include ${path}; # the sites of Berth`);
	if (changed !== undefined) return changed;
	if (main === undefined) {
		throw new Failure({
			kind: 'refused',
			what: `${config} is no file that Berth could add its line to`,
			why: 'it is missing, a symlink, or cannot be read',
			next: 'Name the file itself in server.yml: `proxy: {driver: host, config: /path/nginx.conf}`',
		});
	}
	throw new Failure({
		kind: 'refused',
		what: `${config} has no block \`http\` that Berth could add its line to`,
		next: `Write \`include ${path};\` there as the last line of \`http { … }\`, or name the right file in server.yml: proxy.config`,
	});
}

/** Fewer connections than this are soon used up: a request takes two of them, a WebSocket two for as long as it is open. */
const fewConnections = 4096;

function connectionAdvice(config: string, main: string): readonly string[] {
	const allowed = Number(/^[ \t]*worker_connections[ \t]+(\d+)/m.exec(main)?.[1] ?? 512);
	if (allowed >= fewConnections) return [];
	return [
		`${config} allows ${allowed} connections for each worker, and each request takes two: under load others are refused. Write \`worker_connections ${fewConnections};\``,
	];
}

/** Directives that `ownWord` takes back. */
const takenBack = ['auth_basic', 'allow', 'deny', 'satisfy', 'error_page'];

/** What no server can take back, or only by a module that may be missing, and what comes of it: a whole statement, or how it begins. */
const inherited = [
	{ statement: /^underscores_in_headers on$/, why: 'WSGI and CGI take X_Real_IP for X-Real-IP, so a visitor could say who he is' },
	{ statement: /^ignore_invalid_headers off$/, why: 'their apps get headers that nginx would else drop' },
	{ statement: /^merge_slashes off$/, why: 'a path that is limited can be had by another name, with two slashes' },
	{ statement: /^auth_request (?!off$)/, why: 'nobody gets in, a CA neither, whom that does not let in' },
	{ statement: /^limit_(?:req|conn) /, why: 'visitors are refused by it, too' },
] as const;

function inheritedAdvice(config: string, main: string): readonly string[] {
	const said = httpStatements(main);
	const back = takenBack.filter((name) => said.some((statement) => statement.split(' ')[0] === name));
	const place = `in the block \`http\` of ${config}`;
	return [
		...(back.length === 0
			? []
			: [
					`${formatList(back.map((name) => `\`${name}\``))} ${place} ${back.length === 1 ? 'does' : 'do'} not count for sites of Berth, which are for everybody`,
				]),
		...inherited.flatMap(({ statement, why }) => {
			const found = said.find((one) => statement.test(one));
			if (found === undefined) return [];
			return [`\`${found}\` ${place} counts for sites of Berth too: ${why}. Write it into the sites that need it`];
		}),
	];
}

/** Where a main configuration is tested: what it includes by a relative path is looked for from there. */
function besideMain(config: string, project: string): string {
	return `${config}.berth-${project}`;
}

function stage({ config, directory }: HostAccess, { project, directory: staged, texts, sites }: Staged): readonly OwnFile[] {
	const [main = '', own = ''] = texts;
	const from = join(directory, 'berth.conf');
	if (!isIncluded(main, from)) {
		throw new Failure({
			kind: 'refused',
			what: `${config} does not include ${from}, so nginx has no site of Berth's`,
			next: '`berth proxy start` adds the line, and shows it first',
		});
	}
	const to = join(staged, 'berth.conf');
	return [
		{ path: besideMain(config, project), text: main.replaceAll(from, to) },
		{ path: to, text: renderStagedMain(own, sites) },
	];
}

function text(lines: readonly string[]): string {
	return `${lines.join('\n')}\n`;
}
