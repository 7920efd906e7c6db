import { expect, test } from 'vitest';
import { enginePaths } from '../../source/sandbox/engine-paths.ts';

test('keeps all of the engine below the sandbox', () => {
	const paths = enginePaths('/srv/berth/.sandbox');
	for (const path of [paths.data, paths.exec, paths.socket, paths.pid, paths.log])
		expect(path).toMatch(/^\/srv\/berth\/\.sandbox\/engine\//);
	expect(paths.short).toBeUndefined();
});

test('moves only sockets under /run when a deep directory makes their paths too long for the kernel', () => {
	const paths = enginePaths(`/srv/${'deep/'.repeat(20)}.sandbox`);
	expect(paths.short).toMatch(/^\/run\/berth-[0-9a-f]{8}$/);
	expect(paths.socket).toBe(`${paths.short}/docker.sock`);
	expect(paths.exec).toBe(`${paths.short}/exec`);
	expect(paths.data.startsWith('/srv/deep/')).toBe(true);
});

test('gives two deep sandboxes different sockets', () => {
	const deep = '/srv/'.padEnd(120, 'x');
	expect(enginePaths(`${deep}/a`).socket).not.toBe(enginePaths(`${deep}/b`).socket);
});
