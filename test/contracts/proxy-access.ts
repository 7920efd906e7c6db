import type { ProxyAccess } from '../../source/proxies/proxy.ts';

/** Of a project with a proxy of its own. */
export const network = {
	name: 'shop_internal',
	subnet: '172.20.3.0/24',
	ports: { id: 1, base: 8100, blue: 8101, green: 8117, postgres: 8133, redis: 8180 },
};

const at = { directory: '/opt/nginx', httpPort: 80, httpsPort: 443 };

/** One of each way in which a proxy is run. */
export const accesses: readonly ProxyAccess[] = [
	{ driver: 'container', container: 'nginx-proxy', ...at },
	{ driver: 'host', program: '/usr/sbin/nginx', config: '/etc/nginx/nginx.conf', pidFile: '/run/nginx.pid', ...at },
	{
		driver: 'npm',
		container: 'npm',
		npm: { data: '/opt/npm/data', port: 8099, root: '/opt' },
		network,
		directory: '/opt/npm/data/nginx/berth',
		httpPort: 80,
		httpsPort: 443,
	},
	{ driver: 'inner', container: 'shop-nginx', network, directory: '/opt/deploy/projects/shop/nginx', httpPort: 8190, httpsPort: 8190 },
];
