import { Failure } from '../model/failure.ts';

/** What of a server's files it takes to read one. */
interface Reading {
	readText(path: string): Promise<string | undefined>;
	stat(path: string): Promise<{ readonly kind: 'file' | 'directory' | 'link' | 'other' } | undefined>;
}

/** What stands in the place of a site file and is no text: whose it is nobody knows, so it is neither followed nor removed. */
export interface NoText {
	/** `a directory`. */
	readonly is: string;
}

const words: Readonly<Record<'directory' | 'link' | 'other', string>> = {
	directory: 'a directory',
	link: 'a symlink',
	other: 'a pipe, socket or device',
};

/** Text of a site file or of a copy of one, `undefined` where there is none; never throws for what somebody else has put in its place. */
export async function readSiteFile(files: Reading, path: string): Promise<string | NoText | undefined> {
	const kind = (await files.stat(path))?.kind ?? 'file';
	if (kind !== 'file') return { is: words[kind] };
	try {
		return await files.readText(path);
	} catch (error) {
		if (error instanceof Failure && error.kind === 'refused') return { is: 'a file that Berth cannot read' };
		throw error;
	}
}

/** The text of what was read, if it is one. */
export function textOf(found: string | NoText | undefined): string | undefined {
	return typeof found === 'object' ? undefined : found;
}
