import { dirname, join, resolve } from 'node:path';
import type { Files } from '../host/host.ts';
import { Failure } from '../model/failure.ts';

const mostLinks = 20;

/**
 * The file that a path leads to, with every link taken out of it. Throws if anybody but root could have put another in its place: a link is
 * followed only where nobody else may write.
 */
export async function ownPath(path: string, files: Pick<Files, 'stat' | 'readLink'>): Promise<string> {
	let links = 0;
	let done = '/';
	let rest = path.split('/').filter((part) => part !== '');
	while (rest.length > 0) {
		const [part = '', ...after] = rest;
		await requireAlone(done, path, files);
		const here = join(done, part);
		const found = await files.stat(here);
		if (found === undefined) throw refused(path, `${here} is not there`, 'Name the file as it is called');
		if (found.kind !== 'link') {
			[done, rest] = [here, after];
			continue;
		}
		links += 1;
		if (links > mostLinks) throw refused(path, 'it leads through too many links', 'Name the file itself');
		const target = resolve(dirname(here), (await files.readLink(here)) ?? '');
		[done, rest] = ['/', [...target.split('/').filter((one) => one !== ''), ...after]];
	}
	await requireAlone(done, path, files);
	return done;
}

async function requireAlone(place: string, path: string, files: Pick<Files, 'stat'>): Promise<void> {
	if ((await files.stat(place))?.isShared !== true) return;
	throw refused(path, `others than root may write ${place}`, 'Copy it to a directory of root’s alone, such as /root, and name that');
}

function refused(path: string, why: string, next: string): Failure {
	return new Failure({ kind: 'refused', what: `Berth does not take ${path}`, why, next });
}
