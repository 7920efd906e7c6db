import { expect, test } from 'vitest';
import { observeDomains } from '../../../source/watch/observe/observe-domains.ts';
import { watchedServer } from '../../fakes/watched-server.ts';

const access = { driver: 'container', container: 'nginx-proxy', directory: '/opt/nginx', httpPort: 80, httpsPort: 443 } as const;

test('finds host names in sites of Berth, in files of others however they are written, and in projects not yet deployed', async () => {
	const { host, layout, files } = watchedServer();
	const blog = 'name: blog\ndomain: blog.example.com\nbuild: true\nport: 80\n';
	files.put({
		[`${layout.conf}/old.conf`]:
			'# server_name no.example;\nserver { listen 80; server_name Old.example .wide.example\n\t"quoted.example"; }\n',
		[`${layout.conf}/shop.conf`]:
			'# release: v2\n# berth: blue\n# generation: 0123456789ab\nserver {\n\tserver_name shop.example.com;\n}\n',
		[`${layout.projects}/blog/project.yml`]: blog,
		[`${layout.projects}/broken/project.yml`]: 'name: [',
	});
	const path = `${layout.conf}/old.conf`;
	expect(await observeDomains(host, layout, access)).toEqual([
		{ kind: 'site', owner: path, path, domains: ['old.example', 'wide.example', 'quoted.example'] },
		{ kind: 'site', owner: 'shop', path: `${layout.conf}/shop.conf`, domains: ['shop.example.com'], generation: '0123456789ab' },
		{ kind: 'project', owner: 'blog', path: `${layout.projects}/blog/project.yml`, domains: ['blog.example.com'] },
		{ kind: 'project', owner: 'shop', path: `${layout.projects}/shop/project.yml`, domains: ['shop.example.com'] },
	]);
});
