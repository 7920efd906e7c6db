import { describe, expect, it } from 'vitest';
import { startLog } from '../../../hooks/logs/log-state.ts';
import { hitIndexes, shownLines } from '../../../hooks/logs/shown-lines.ts';
import type { Docker, Host } from '../../../source/host/host.ts';
import { LogFrames } from '../../../source/host/log-frames.ts';
import { layoutOf } from '../../../source/server/layout.ts';
import { keepFailedLog } from '../../../source/steps/failed-log.ts';
import { diagnose } from '../../../source/watch/diagnose.ts';
import type { LogEntry, LogSource } from '../../../source/watch/logs/log-entry.ts';
import { openLogFeed } from '../../../source/watch/logs/log-feed.ts';
import { openOrigin } from '../../../source/watch/logs/open-origin.ts';
import { FakeFiles } from '../../fakes/fake-files.ts';
import { LogDocker } from '../../fakes/log-docker.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

const esc = '\u{1B}';
const time = '2026-03-01T14:02:11Z';

/** Errors as programs write them to a terminal, and what they say. */
const colored = [
	['a red word', `${esc}[31mERROR${esc}[0m: no database`, 'ERROR: no database'],
	['a bold one', `${esc}[1;31mERROR${esc}[m: no database`, 'ERROR: no database'],
	['a colour of 256', `[${esc}[38;5;196merror${esc}[0m] no database`, '[error] no database'],
	['a colour of all', `${esc}[38;2;255;0;0mFATAL${esc}[39m no database`, 'FATAL no database'],
	['a level in a field', `level=${esc}[31merror${esc}[0m msg="no database"`, 'level=error msg="no database"'],
	['half a word', `Type${esc}[1mError${esc}[22m: no database`, 'TypeError: no database'],
	['a colour in eight bits', '\u{9B}31mERROR\u{9B}0m: no database', 'ERROR: no database'],
	['a link', `${esc}]8;;file:///app.js${esc}\\ERROR${esc}]8;;${esc}\\: no database`, 'ERROR: no database'],
	['a line end of a terminal', `${esc}[31mERROR: no database${esc}[0m\r`, 'ERROR: no database'],
	['fields of JSON', `${esc}[31m{"level":"error","msg":"no database"}${esc}[0m`, '{"level":"error","msg":"no database"}'],
] as const;

/** What Docker gives of a container that prints these lines, through what reads its bytes. */
function dockerThatSays(...lines: readonly string[]) {
	const text = lines.map((line) => `${time} ${line}\n`).join('');
	const batch = () => new LogFrames(false).push(Buffer.from(text));
	const docker = new LogDocker();
	docker.start('shop-blue-1');
	return {
		containers: docker.containers.bind(docker),
		inspectEnded: async () => ({
			running: false,
			restarting: false,
			restarts: 0,
			exitCode: 1,
			outOfMemory: false,
			error: '',
			health: 'unhealthy',
			healthOutput: lines.join('\n'),
		}),
		async *logBatches() {
			yield batch();
		},
		async *logs() {
			yield* batch();
		},
	} as unknown as Docker;
}

function hostThatSays(...lines: readonly string[]) {
	const files = new FakeFiles();
	const whole = `${lines.join('\n')}\n`;
	files.put({ '/opt/nginx/logs/shop/error.log': whole, '/opt/projects/shop/logs/backend/app.log': whole });
	const http = { request: async () => ({ status: 500, body: whole, took: 1 }) };
	return { docker: dockerThatSays(...lines), files, http, clock: new ManualClock(Date.parse(time) + 1000) } as unknown as Host & {
		files: FakeFiles;
	};
}

async function linesOf(source: LogSource, ...lines: readonly string[]): Promise<readonly LogEntry[]> {
	const query = { project: 'shop', source, range: { tail: 100 }, isFollowed: false };
	const found: LogEntry[] = [];
	for (const stream of await openOrigin(hostThatSays(...lines), layoutOf('/opt'), query).read(new AbortController().signal))
		for await (const entry of stream) found.push(entry);
	return found;
}

describe.each(colored)('an error with %s', (_name, line, words) => {
	it.each(['app', 'error', 'files'] as const)('is an error of the %s log, without its colours', async (source) => {
		expect(await linesOf(source, line)).toMatchObject([{ text: words, kind: 'error' }]);
	});

	it('is found by errors alone and by a search in the console', async () => {
		const feed = openLogFeed(hostThatSays('ready', line), layoutOf('/opt'), {
			project: 'shop',
			source: 'app',
			range: { tail: 9 },
			isFollowed: false,
		});
		await new Promise<void>((resolve) => feed.subscribe(() => feed.get().state === 'whole' && resolve()));
		const log = { ...startLog({ project: 'shop' }), feed };
		expect(shownLines({ ...log, isErrorsOnly: true }).lines).toMatchObject([{ text: words }]);
		expect(hitIndexes({ ...log, search: words })).toEqual([1]);
		feed.close();
	});

	it('is the first error of a diagnosis, and in its log, its check and what it answered', async () => {
		const question = { port: 8101, path: '/health', host: 'shop.example' };
		const found = await diagnose(hostThatSays('ready', line), {
			container: 'shop-blue-1',
			question,
			env: '/opt/projects/shop/.env',
			network: 'shop_internal',
		});
		expect(found).toMatchObject({ firstError: words, log: ['ready', words], container: { check: { output: `ready ${words}` } } });
	});

	it('is told with a failure, and kept, without its colours', async () => {
		const host = hostThatSays(...Array.from({ length: 21 }, () => line));
		const { lastLines, path } = await keepFailedLog(
			{ host, redact: (text) => text },
			{ container: 'shop-blue-1', release: 'v2', directory: '/logs' },
		);
		expect(new Set(lastLines)).toEqual(new Set([words]));
		expect(host.files.text(path ?? '')).toMatch(new RegExp(`^\\S+ ${words.replace(/[[\]{}]/g, '\\$&')}\n`));
	});
});

it('a coloured time is the time of its line', async () => {
	const [entry] = await linesOf('files', `${esc}[90m${time}${esc}[39m ${esc}[32mINFO${esc}[39m ready`);
	expect(entry).toMatchObject({ at: Date.parse(time), kind: 'plain', text: `${time} INFO ready` });
});
