import type { ProxyAccess } from '../../source/proxies/proxy.ts';

const at = { directory: '/opt/nginx', httpPort: 80, httpsPort: 443 };

/** One of each way in which a proxy is run. */
export const accesses: readonly ProxyAccess[] = [
	{ driver: 'container', container: 'nginx-proxy', ...at },
	{ driver: 'host', program: '/usr/sbin/nginx', config: '/etc/nginx/nginx.conf', pidFile: '/run/nginx.pid', ...at },
];
