import { parseServer, type ServerSettings, serverSchema } from '../../source/config/server-file.ts';
import { renderProxyCompose } from '../../source/proxies/nginx/compose.ts';
import { renderNginxMain } from '../../source/proxies/nginx/main.ts';
import type { Layout } from '../../source/server/layout.ts';
import type { Rendered } from './rendered.ts';
import type { SettingsFile } from './settings-file.ts';

/** `server.yml` with every key of it. */
export const serverYml: SettingsFile<ServerSettings> = {
	schema: serverSchema,
	example: {
		engine: { host: 'unix:///var/run/docker.sock', config: '/root/.docker' },
		portScheme: 'block',
		proxy: { driver: 'container', container: 'nginx-proxy', image: 'nginx:1.29', http: 80, https: 443 },
		networkPool: '172.20.0.0/14',
		trustedProxies: ['10.0.0.7', '192.168.0.0/24', '2001:db8::/32', '2001:db8::7', 'cloudflare'],
		certificates: {
			email: 'ops@example.com',
			ca: 'https://ca.example:14000/dir',
			staging: false,
			issuers: ['ca.example'],
			method: { dns: { add: '/usr/local/bin/add', remove: '/usr/local/bin/remove' } },
			resolver: '127.0.0.1:5353',
			challengePort: 80,
			caBundle: '/etc/ssl/ca.pem',
		},
		npm: { container: 'npm', data: '/opt/npm/data' },
	},
	instead: {},
	read: (text) => parseServer(text, '/opt/deploy/server.yml'),
};

/** All that is rendered of the server's settings. */
export function renderServer(layout: Layout, { proxy, trustedProxies }: ServerSettings, version = '1.22.1'): Rendered {
	const at = { layout, httpPort: proxy.http, httpsPort: proxy.https };
	return {
		main: renderNginxMain({ ...at, version, trustedProxies, ipv6: true }),
		proxy: renderProxyCompose({ ...at, image: proxy.image, container: proxy.container }),
	};
}
