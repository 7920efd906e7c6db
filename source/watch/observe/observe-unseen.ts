import type { Files } from '../../host/host.ts';
import { proxyOf } from '../../proxies/index.ts';
import type { ProxyAccess } from '../../proxies/proxy.ts';
import { type Layout, projectLayout } from '../../server/layout.ts';

/**
 * Directories of a proxy that its container does not have as they are: a removed one that is made again is not mounted there any more,
 * and instead of a replaced one it has that of before. `master`: its first process; none are told where that is not one of this
 * machine, or not to be looked into. `project`: whose it is alone; then the logs of its site are mounted, too.
 */
export async function observeUnseen(
	files: Files,
	access: Pick<ProxyAccess, 'driver'>,
	layout: Layout,
	master: number,
	project?: string,
): Promise<readonly string[]> {
	try {
		const title = await files.readText(`/proc/${master}/cmdline`);
		if (title === undefined || !proxyOf(access).isMaster(title)) return [];
		const isLost = isReadOnly((await files.readText(`/proc/${master}/mountinfo`)) ?? '', layout.proxyLogs);
		const replaced = await Promise.all([layout.proxyDirectory, layout.proxyLogs].map((path) => isReplaced(files, path, master)));
		const siteLogs = project === undefined ? undefined : projectLayout(layout, project).siteLogs;
		return [
			...(replaced[0] ? [layout.proxyDirectory] : []),
			...(isLost || replaced[1] ? [layout.proxyLogs] : []),
			...(siteLogs !== undefined && (await isReplaced(files, siteLogs, master)) ? [siteLogs] : []),
		];
	} catch {
		return [];
	}
}

/** A symlink is resolved when a container is made: what it leads to cannot be compared by its own inode. */
async function isReplaced(files: Files, path: string, master: number): Promise<boolean> {
	const [there, seen] = [await files.stat(path), await files.stat(`/proc/${master}/root${path}`)];
	return there?.kind !== 'link' && seen?.kind === 'directory' && seen.inode !== there?.inode;
}

/** Whether a process with these mounts (proc_pid_mountinfo(5)) could not write below a path: the kernel unmounts what was removed. */
function isReadOnly(mounts: string, path: string): boolean {
	const covering = mounts.split('\n').flatMap((line) => {
		const [, , , , escaped = '', options = ''] = line.split(' ');
		const point = escaped.replace(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
		return point !== '' && (point === '/' || `${path}/`.startsWith(`${point}/`)) ? [{ point, options }] : [];
	});
	const last = covering.reduce((best, one) => (one.point.length >= best.point.length ? one : best), { point: '', options: '' });
	return last.options.split(',').includes('ro');
}
