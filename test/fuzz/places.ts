/** Where alone a key of a settings file may be seen in what is rendered, by the paths of the leaves. */
export interface Place {
	readonly site?: RegExp;
	readonly berth?: RegExp;
	readonly services?: RegExp;
	readonly main?: RegExp;
	readonly proxy?: RegExp;
	/** What is rendered may have more or fewer leaves by it, not only other ones. */
	readonly grows?: true;
}

const names = { site: /\/server_name\[0\]$/ };
/** Locations by what is in them: of all other paths, and of those with a word that no other has. */
const others = '(?!.*limit_req)(?=.*"300s")';
const locations = (own: string) => ({ site: new RegExp(String.raw`^server\[1\]/location (?:${others}|(?=.*${own}))`) });
const service = (name: string, key: string) => ({ services: new RegExp(String.raw`^services\.${name}\.${key}`) });
const limits = (name: string) => ({
	[`services.${name}.limits.memory`]: { services: new RegExp(String.raw`^services\.${name}\.(mem_limit$|command\.2$)`) },
	[`services.${name}.limits.reserve`]: service(name, 'mem_reservation$'),
	[`services.${name}.limits.cpus`]: service(name, 'cpus$'),
	[`services.${name}.limits.pids`]: service(name, 'pids_limit$'),
	[`services.${name}.image`]: service(name, 'image$'),
});

/** Of `project.yml`. A key that is not here, a new one too, may be seen nowhere. */
export const projectPlaces: Readonly<Record<string, Place>> = {
	name: { site: /./, berth: /./, services: /./, grows: true },
	domain: names,
	domains: names,
	port: { berth: /\.ports\.0$/ },
	replicas: { berth: /^services\.backend-\d+\./, grows: true },
	command: { berth: /^services\.backend-\d+\.command\./, grows: true },
	'health.path': { site: /^server\[1\]\/location (?!.*limit_req)(?=.*"60s")/ },
	'migrate.command': { berth: /^services\.migrate\.command\./, grows: true },
	migrate: { berth: /^services\.migrate\./, grows: true },
	grace: { berth: /\.stop_grace_period$/ },
	'limits.memory': { berth: /\.mem_limit$/ },
	'limits.reserve': { berth: /\.mem_reservation$/ },
	'limits.cpus': { berth: /\.cpus$/ },
	'limits.pids': { berth: /\.pids_limit$/ },
	'security.capabilities': { berth: /\.cap_add\./, grows: true },
	'security.privileges': { berth: /\.security_opt\.0$/, grows: true },
	'security.readOnly': { berth: /\.(read_only|tmpfs\.0)$/, grows: true },
	'security.user': { berth: /\.user$/ },
	environment: { berth: /\.environment\./, grows: true },
	volumes: { berth: /\.volumes\./, grows: true },
	...limits('postgres'),
	...limits('redis'),
	'services.postgres': { services: /^services\.postgres\./, berth: /\.environment\.DATABASE_URL$/, grows: true },
	'services.redis': { services: /^services\.redis\./, berth: /\.environment\.REDIS_URL$/, grows: true },
	'site.webSockets': locations('"7d"'),
	'site.auth': locations('berth_auth'),
	'site.limited': locations('berth_api'),
	'site.bodyLimit': { site: /\/client_max_body_size\[0\]$/ },
	'site.readTimeout': { site: /^server\[1\]\/location .*proxy_read_timeout/, grows: true },
	'site.hsts.includeSubDomains': { site: /^server\[1\]\/set\[0\]$/ },
	'site.hsts.preload': { site: /^server\[1\]\/set\[0\]$/ },
};

/** Of `server.yml`. */
export const serverPlaces: Readonly<Record<string, Place>> = {
	'proxy.container': { proxy: /^services\.nginx\.container_name$/ },
	'proxy.image': { proxy: /^services\.nginx\.image$/ },
	'proxy.http': { main: /^http\[0\]\/server\[0\]\/listen\[\d\]$/ },
	'proxy.https': { main: /^http\[0\]\/server\[1\]\/listen\[\d\]$/ },
	trustedProxies: {
		main: /^http\[0\]\/(geo \$berth_trusted\[0\]\/|(geo|map) \$berth_heard_\w+\[0\]|set_real_ip_from|real_ip_)/,
		grows: true,
	},
};

/** The places of a key: its own, those of the map that it is in or of the keys that it holds. */
export function placesOf(places: Readonly<Record<string, Place>>, path: readonly string[]): readonly Place[] {
	const key = path.join('.');
	return Object.entries(places).flatMap(([name, place]) => (name === key || name.startsWith(`${key}.`) ? [place] : []));
}
