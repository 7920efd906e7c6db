import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemFiles as files } from '../../source/host/files.ts';
import { readSiteFile } from '../../source/server/read-site-file.ts';
import { temporaryDirectory } from '../host/temporary-directory.ts';

function inDirectory(): (name: string) => string {
	const directory = temporaryDirectory();
	return (name) => join(directory, `${name}.conf`);
}

test('gives the text of a site file, and nothing where there is none', async () => {
	const at = inDirectory();
	writeFileSync(at('text'), 'server {}\n');
	expect(await readSiteFile(files, at('text'))).toBe('server {}\n');
	expect(await readSiteFile(files, at('none'))).toBeUndefined();
});

test('says what stands in the place of a site file, follows no link and waits for no pipe', async () => {
	const at = inDirectory();
	mkdirSync(at('directory'));
	symlinkSync('/dev/null', at('link'));
	execFileSync('mkfifo', [at('pipe')]);
	writeFileSync(at('huge'), '');
	truncateSync(at('huge'), 257 * 1024 ** 2);
	expect(await readSiteFile(files, at('directory'))).toEqual({ is: 'a directory' });
	expect(await readSiteFile(files, at('link'))).toEqual({ is: 'a symlink' });
	expect(await readSiteFile(files, at('pipe'))).toEqual({ is: 'a pipe, socket or device' });
	expect(await readSiteFile(files, at('huge'))).toEqual({ is: 'a file that Berth cannot read' });
});
