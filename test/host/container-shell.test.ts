import { expect, test } from 'vitest';
import { shellCommand } from '../../source/host/container-shell.ts';
import { Failure } from '../../source/model/failure.ts';

const answering = (code: number, stdout = '') => ({ exec: async () => ({ code, stdout, stderr: '' }) });
const failing = (why: string) => ({
	exec: async () => {
		throw new Failure({ kind: 'external', what: 'Docker refused to run sh in container web', why });
	},
});

test('opens bash where the container has it, else sh', async () => {
	expect(await shellCommand(answering(0, '/bin/bash\n'), 'web')).toEqual(['docker', 'exec', '--interactive', '--tty', 'web', 'bash']);
	expect((await shellCommand(answering(0, '/bin/sh\n'), 'web')).at(-1)).toBe('sh');
});

test('says that there is no shell in an image without one', async () => {
	const words = { kind: 'refused', what: 'There is no shell in web' };
	await expect(shellCommand(answering(127), 'web')).rejects.toMatchObject(words);
	await expect(shellCommand(failing('exec: "sh": executable file not found in $PATH'), 'web')).rejects.toMatchObject(words);
});

test('keeps the reason of the engine for everything else', async () => {
	await expect(shellCommand(failing('container web is not running'), 'web')).rejects.toMatchObject({ why: 'container web is not running' });
});
