import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { systemFiles } from '../../source/host/files.ts';
import { layoutOf } from '../../source/server/layout.ts';
import { createServerStore } from '../../source/watch/server-store.ts';
import { watchedServer } from '../fakes/watched-server.ts';
import { temporaryDirectory } from '../host/temporary-directory.ts';

test('shows a project directory that was made by hand, and drops one that was removed, within two seconds', async () => {
	const server = watchedServer();
	const layout = layoutOf(temporaryDirectory());
	for (const path of [layout.projects, layout.conf, layout.locks]) mkdirSync(path, { recursive: true });
	const clock = { now: () => Date.now(), sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) };
	const store = createServerStore({ ...server, layout, host: { ...server.host, files: systemFiles, clock } });
	onTestFinished(() => store.stop());
	const names = () => store.get().snapshot?.projects.map(({ name }) => name);
	await vi.waitFor(() => expect(names()).toEqual([]), 5000);
	const directory = join(layout.projects, 'blog');
	mkdirSync(directory);
	await vi.waitFor(() => expect(names()).toEqual(['blog']), 2000);
	writeFileSync(join(directory, 'project.yml'), 'name: blog\ndomain: blog.example\nimage: example/blog\nport: 8000\n');
	const trouble = 'blog has no ports in the registry';
	await vi.waitFor(() => expect(store.get().snapshot?.projects[0]?.problem?.what).toBe(trouble), 2000);
	rmSync(directory, { recursive: true });
	await vi.waitFor(() => expect(names()).toEqual([]), 2000);
});
