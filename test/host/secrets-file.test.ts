import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readEnv } from '../../source/host/env-text.ts';
import { createFiles, systemFiles } from '../../source/host/files.ts';
import { withoutSecrets } from '../../source/host/secrets-file.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const text = [
	'# DATABASE_URL=old',
	'PLAIN=abc',
	'COMMENTED=value # not the value',
	"SINGLE='a # $b \\n'",
	'EMPTY=',
	'PEM="first',
	'PLAIN=inside',
	'last"',
	'AGAIN=1',
	'AGAIN=2',
].join('\n');

test('takes out only the keys it is told, with all of their lines', () => {
	const rest = withoutSecrets(text, new Set(['PEM', 'AGAIN', 'COMMENTED']));
	expect([...readEnv(rest).values.keys()]).toEqual(['PLAIN', 'SINGLE', 'EMPTY']);
	expect(rest).toContain('# DATABASE_URL=old\n');
	expect(withoutSecrets(text, new Set(['NONE']))).toBe(text);
});

function envFile(content: string | Buffer): string {
	const path = join(temporaryDirectory(), '.env');
	writeFileSync(path, content);
	return path;
}

test.each([
	['a million lines', '\n'.repeat(1_000_000), /has 1000001 lines$/, 'Berth reads 10000 lines at most'],
	[
		'20 000 keys',
		Array.from({ length: 20_000 }, (_, index) => `K${index}=v\n`).join(''),
		/has 20001 lines$/,
		'Berth reads 10000 lines at most',
	],
	[
		'9 000 keys',
		Array.from({ length: 9_000 }, (_, index) => `K${index}=$K1\n`).join(''),
		/has 9000 keys$/,
		'Berth reads 2000 keys at most',
	],
	['two megabytes', 'A=x\n'.repeat(2 ** 19), /has 2097152 bytes$/, 'Berth reads 1048576 bytes at most'],
])('a file with %s is refused within a second, with the limit', async (_, content, what, why) => {
	const path = envFile(content);
	const began = performance.now();
	await expect(systemFiles.readSecrets(path)).rejects.toMatchObject({ kind: 'config', what: expect.stringMatching(what), why });
	expect(performance.now() - began).toBeLessThan(1000);
});

test('what is no file of its own in a project is not read: links, pipes, directories', async () => {
	const directory = temporaryDirectory();
	const files = createFiles(directory);
	const path = (name: string) => join(directory, name);
	writeFileSync(path('real'), 'A=1\n');
	symlinkSync('real', path('link'));
	symlinkSync('/dev/zero', path('endless'));
	execFileSync('mkfifo', [path('pipe')]);
	mkdirSync(path('directory'));
	for (const name of ['link', 'endless', 'pipe', 'directory']) {
		const refused = { kind: 'refused', what: expect.stringContaining(path(name)) };
		await expect(files.readSecrets(path(name))).rejects.toMatchObject(refused);
		await expect(files.readHidden(path(name))).rejects.toMatchObject(refused);
	}
});

test('names the line and the key of every mistake, and shows no value', async () => {
	const path = envFile(Buffer.concat([Buffer.from('A=1\nB: hush-hush\nC="hush-hush\n'), Buffer.from([0x44, 0x3d, 0xff, 0xfe, 0x0a])]));
	const failure = await systemFiles.readSecrets(path).catch((error: unknown) => error);
	expect(failure).toMatchObject({
		what: `${path} is wrong`,
		why: 'line 2: B has a colon; write KEY=value (and 2 more)',
		output: [
			'line 2: B has a colon; write KEY=value',
			expect.stringMatching(/^line 3: C has no closing "/),
			'line 4: D is not UTF-8; save the file as UTF-8',
		],
	});
	expect(JSON.stringify(failure)).not.toContain('hush');
	expect((await systemFiles.readHidden(path)).map((secret) => secret.reveal()).join()).toContain('hush-hush');
});
