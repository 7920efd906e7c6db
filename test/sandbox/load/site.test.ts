import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSite } from '../../../source/sandbox/load/site.ts';
import { temporaryDirectory } from '../../host/temporary-directory.ts';

const settings = { port: 80, host: 'shop.test', rate: 1, connections: 1, webSockets: 0, limit: 1 };

function secureSite() {
	const root = join(temporaryDirectory(), 'root.pem');
	writeFileSync(root, 'root');
	return createSite({ ...settings, https: { port: 8443, root } });
}

test('a site is asked over HTTP until that leads to its HTTPS, from then on there, and its certificate must be its own', () => {
	const site = secureSite();
	expect(site.target()).toMatchObject({ port: 80 });
	expect(site.target().tls).toBeUndefined();
	expect(site.move('https://shop.test:8443/a', '/a')).toBe(true);
	expect(site.target()).toMatchObject({ port: 8443, tls: { servername: 'shop.test', ca: 'root' } });
});

test('an answer that leads to another host, port or path leads nowhere', () => {
	const site = secureSite();
	const elsewhere = ['https://blog.test:8443/a', 'https://shop.test/a', 'https://shop.test:8443/', 'http://shop.test:8443/a', undefined];
	for (const location of elsewhere) expect(site.move(location, '/a')).toBe(false);
	expect(site.target()).toMatchObject({ port: 80 });
});

test('a site that was promised no HTTPS is never asked there', () => {
	expect(createSite(settings).move('https://shop.test:443/', '/')).toBe(false);
});
