import { expect, test, vi } from 'vitest';
import { createFakeCli } from '../fakes/fake-cli.ts';
import { finished } from '../fakes/fake-control.ts';

const broken = 'nginx: [emerg] unknown directive "serve" in /opt/nginx/conf.d/blog.conf:3\nnginx: configuration file test failed';

test('proxy check ends with 0 for a configuration that nginx would load', async () => {
	const cli = createFakeCli();
	expect(await cli.run('proxy', 'check')).toBe(0);
	expect(cli.out[0]).toBe('The configuration is valid');
});

test('proxy check ends with 1 and nginx’s words for one it would not', async () => {
	const cli = createFakeCli();
	cli.snapshot = { ...cli.snapshot, proxy: { ...cli.snapshot.proxy, test: { valid: false, output: broken.split('\n') } } };
	expect(await cli.run('proxy', 'check', '--json')).toBe(1);
	expect(cli.json()).toEqual({ valid: false, output: broken.split('\n') });
});

test('proxy check says how to start an nginx that does not run', async () => {
	const cli = createFakeCli();
	const { instance: _, test: __, ...proxy } = cli.snapshot.proxy;
	cli.snapshot = { ...cli.snapshot, proxy };
	expect(await cli.run('proxy', 'check')).toBe(2);
	expect(cli.err[1]).toBe('Start it with `berth proxy start`');
});

test.each(['start', 'reload'])('proxy %s is a change like any other', async (word) => {
	const cli = createFakeCli();
	expect(await cli.run('proxy', word, '--plan')).toBe(0);
	expect(cli.control.planned).toEqual([{ kind: `${word}-proxy` }]);
	expect(cli.control.asked).toEqual([]);
});

test('proxy reload asks nobody', async () => {
	const cli = createFakeCli();
	const running = cli.run('proxy', 'reload');
	await vi.waitFor(() => expect(cli.control.asked).toEqual(['start']));
	cli.control.tell(finished('done'));
	expect(await running).toBe(0);
});
