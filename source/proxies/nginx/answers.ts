import type { OwnFile, StartFailure, TestReading, Workers } from '../proxy.ts';

/** What its first process calls itself, before the words that it was started with. */
export const masterTitle = 'nginx: master process';

/** `1.25.3` of what `nginx -v` prints; `undefined` if it is no nginx. */
export function parseNginxVersion(output: string): string | undefined {
	return /nginx version: \S+?\/(\d+(?:\.\d+)+)/.exec(output)?.[1];
}

/** Reads what `nginx -t` printed. */
export function parseNginxTest(output: string): TestReading {
	const lines = output.split('\n').map((line) => line.trimEnd());
	const said = lines.filter((line) => line !== '');
	const valid = said.some((line) => line.endsWith('test is successful'));
	if (valid) return { valid, output: said };
	const complaint = said.find((line) => /\[(?:emerg|crit)\]/.test(line));
	const offender = said.map(placeOf).find((place) => place !== undefined);
	return { valid, output: said, ...(complaint !== undefined && { complaint }), ...(offender !== undefined && { offender }) };
}

/** `2026/01/02 03:04:05 [emerg] 7#7: unknown directive "x" in /opt/nginx/conf.d/shop.conf:3`: other levels do not end it. */
export function parseStartFailure(line: string): StartFailure | undefined {
	const words = /\[emerg\] (?:\d+#\d+: )?(.*)$/.exec(line)?.[1];
	if (words === undefined) return undefined;
	const complaint = `[emerg] ${words}`;
	const offender = placeOf(complaint);
	return { complaint, ...(offender !== undefined && { offender }) };
}

/**
 * `nginx: [emerg] unknown directive "x" in /opt/nginx/conf.d/shop.conf:3`; of a directory `nginx: [crit] pread() "/opt/nginx/conf.d/shop.conf"
 * failed (21: Is a directory)`. Warnings name places too, but break nothing.
 */
function placeOf(line: string): { path: string; line: number } | undefined {
	const match = /\[(?:emerg|crit|alert|error)\].* in (\/.*):(\d+)$/.exec(line);
	if (match?.[1] !== undefined) return { path: match[1], line: Number(match[2]) };
	const unread = /\[crit\] pread\(\) "(\/.*)" failed/.exec(line)?.[1];
	return unread === undefined ? undefined : { path: unread, line: 1 };
}

/** Tells nginx's workers by their titles; the master and other processes are passed over. */
export function parseWorkers(processes: readonly { readonly pid: number; readonly command: string }[]): Workers {
	const workers = processes.filter(({ command }) => command.startsWith('nginx: worker process'));
	const isLeaving = (command: string) => command.includes('is shutting down');
	return {
		accepting: workers.filter(({ command }) => !isLeaving(command)).map(({ pid }) => pid),
		leaving: workers.filter(({ command }) => isLeaving(command)).map(({ pid }) => pid),
	};
}

/** Reads what `nginx -T` printed: each file after a line with its path. */
export function parseDump(output: string): readonly OwnFile[] {
	const [, ...parts] = output.split(/^# configuration file (\/.*):$/m);
	return parts.flatMap((path, index) => (index % 2 === 0 ? [{ path, text: parts[index + 1] ?? '' }] : []));
}
