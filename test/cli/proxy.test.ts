import { expect, test } from 'vitest';
import { createFakeCli } from '../fakes/fake-cli.ts';

const broken = 'nginx: [emerg] unknown directive "serve" in /opt/nginx/conf.d/blog.conf:3\nnginx: configuration file test failed';

test('proxy check ends with 0 for a configuration that nginx would load', async () => {
	const cli = createFakeCli();
	expect(await cli.run('proxy', 'check')).toBe(0);
	expect(cli.out[0]).toBe('The configuration is valid');
});

test('proxy check ends with 1 and nginx’s words for one it would not', async () => {
	const cli = createFakeCli();
	cli.nginxSays = broken;
	expect(await cli.run('proxy', 'check', '--json')).toBe(1);
	expect(cli.json()).toEqual({ valid: false, output: broken.split('\n') });
});

test('proxy reload loads a valid configuration', async () => {
	const cli = createFakeCli();
	expect(await cli.run('proxy', 'reload')).toBe(0);
	expect(cli.signals).toEqual(['SIGHUP nginx-proxy']);
});

test('proxy reload leaves nginx alone when it would not load the configuration', async () => {
	const cli = createFakeCli();
	cli.nginxSays = broken;
	expect(await cli.run('proxy', 'reload')).toBe(2);
	expect(cli.err.join('\n')).toContain('/opt/nginx/conf.d/blog.conf:3');
	expect(cli.signals).toEqual([]);
});

test('proxy check and reload say how to start an nginx that does not run', async () => {
	for (const word of ['check', 'reload']) {
		const cli = createFakeCli();
		cli.nginxSays = undefined;
		expect(await cli.run('proxy', word)).toBe(2);
		expect(cli.err[1]).toBe('Start it with `berth proxy start`');
	}
});

test('proxy start is a change like any other', async () => {
	const cli = createFakeCli();
	expect(await cli.run('proxy', 'start', '--plan')).toBe(0);
	expect(cli.control.planned).toEqual([{ kind: 'start-proxy' }]);
});
