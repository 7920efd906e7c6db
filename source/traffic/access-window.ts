import type { Files } from '../host/host.ts';
import { readAccessLine } from '../proxies/index.ts';

const firstWindow = 64 * 1024;
/** More of a log is never read for figures: some ten thousand requests. */
const largestWindow = 16 * 1024 * 1024;

/** So many bytes from the end of an access log hold every request since `since`, epoch ms; at most 16 MiB. */
export async function bytesSince(files: Pick<Files, 'stat' | 'readFrom'>, path: string, since: number): Promise<number> {
	const size = (await files.stat(path))?.size ?? 0;
	const most = Math.min(size, largestWindow);
	for (let window = firstWindow; window < most; window *= 4) {
		const text = (await files.readFrom(path, size - window))?.text ?? '';
		const [, first = ''] = text.split('\n', 2);
		const at = readAccessLine(first)?.at;
		if (at !== undefined && at < since) return window;
	}
	return most;
}
