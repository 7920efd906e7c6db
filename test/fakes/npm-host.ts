/** One host as its operator has entered it in Nginx Proxy Manager. */
export interface NpmHost {
	readonly domains: readonly string[];
	readonly scheme?: 'http' | 'https';
	readonly server: string;
	readonly port: number;
	/** Default true. */
	readonly webSockets?: boolean;
	/** Default false. */
	readonly caching?: boolean;
	readonly exploits?: boolean;
	readonly advanced?: string;
	/** Where it listens; NPM's own is 80. */
	readonly listen?: number;
}

/** The file that NPM makes of it: its directives in its order. With a `location /` in the Advanced text its own is left out. */
export function npmHostText(host: NpmHost): string {
	const { domains, scheme = 'http', server, port, webSockets = true, caching = false, exploits = false, advanced = '', listen = 80 } = host;
	const upgrade = ['proxy_set_header Upgrade $http_upgrade;', 'proxy_set_header Connection $http_connection;', 'proxy_http_version 1.1;'];
	const own = ['location / {', ...(webSockets ? upgrade : []), '    include conf.d/include/proxy.conf;', '}'];
	const lines = [
		`# ${domains.join(', ')}`,
		'server {',
		`  set $forward_scheme ${scheme};`,
		`  set $server         "${server}";`,
		`  set $port           ${port};`,
		`  listen ${listen};`,
		`  #listen [::]:${listen};`,
		`  server_name ${domains.join(' ')};`,
		...(caching ? ['  # Asset Caching', '  include conf.d/include/assets.conf;'] : []),
		...(exploits ? ['  # Block Exploits', '  include conf.d/include/block-exploits.conf;'] : []),
		...(webSockets ? upgrade : []),
		advanced,
		...(/^(?:.*;)?\s*?location\s*?\/\s*?{/im.test(advanced) ? [] : own),
		'  include /data/nginx/custom/server_proxy[.]conf;',
		'}',
	];
	return `${lines.join('\n')}\n`;
}
