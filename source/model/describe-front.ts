import type { Front, FrontedDomain, FrontFault, FrontHost, FrontReport, FrontTarget } from './front.ts';

/** How NPM forwards a domain, in a line. */
export function describeFronted({ host, faults }: FrontedDomain, front: Front, target: FrontTarget): string {
	const where = host === undefined ? '' : ` (${host.path})`;
	if (faults.length > 0) return `${faults.map((fault) => describeFault(fault, host, front, target)).join('; ')}${where}`;
	return `forwarded to ${host?.server}:${host?.port}${where}`;
}

/** What keeps NPM's container itself from forwarding anything; `undefined` if it runs. */
export function describeFrontDown({ container, state }: Front): string | undefined {
	if (state === 'runs') return undefined;
	if (state === 'stopped') return `container ${container} does not run: \`docker start ${container}\``;
	return `there is no container ${container}; write the name of Nginx Proxy Manager's into server.yml: \`npm: {container: …}\``;
}

/** What to do on this server and to enter in NPM, to be copied. */
export function describeFrontEntry({ target, domains }: FrontReport, front: Front): readonly string[] {
	const { connect } = target;
	const fields = frontFields({ target, domains });
	const width = Math.max(...fields.map(([name]) => name.length));
	const faults = domains.flatMap((one) => one.faults);
	const untrusted = faults.find((fault) => fault.kind === 'untrusted');
	const first = [
		...(connect === undefined ? [] : [...connection(connect.network, front)]),
		...(untrusted === undefined
			? []
			: [
					`Add ${untrusted.network} to trustedProxies in deploy/server.yml; then \`berth proxy start\` and \`berth proxy reload\``,
					'    Until then every visitor has the address of Nginx Proxy Manager: in the log, in limits, for the app.',
				]),
		...(faults.some(({ kind }) => kind === 'round')
			? [
					'Write `tls: off` into project.yml, and deploy: certificates are Nginx Proxy Manager’s, and a site that leads to HTTPS leads round for ever',
				]
			: []),
	];
	return [
		...(first.length === 0 ? [] : ['On this server:', ...first.map((line) => `    ${line}`), '']),
		'In Nginx Proxy Manager (Hosts, Proxy Hosts):',
		...fields.map(([name, value]) => `    ${name.padEnd(width)}  ${value}`),
	];
}

/** The fields of a proxy host, by the names that NPM gives them. */
export function frontFields({ target, domains }: FrontReport): readonly (readonly [name: string, value: string])[] {
	return [
		['Domain Names', domains.map(({ domain }) => domain).join(', ')],
		['Scheme', 'http'],
		['Forward Hostname / IP', target.servers[0] ?? ''],
		['Forward Port', String(target.port)],
		['Cache Assets', 'off'],
		['Block Common Exploits', 'as you like; on, queries such as ?next=http://… are answered 403'],
		['Websockets Support', 'on'],
		['SSL, SSL Certificate', 'one of Nginx Proxy Manager’s own'],
		['SSL, Force SSL', 'on'],
	];
}

function connection(network: string, { container, networks }: Front): readonly string[] {
	// Docker publishes a container's ports through the network whose name comes first.
	const movesPorts = networks.length > 0 && networks.every(({ name }) => network < name);
	return [
		`docker network connect ${network} ${container}`,
		`    That outlasts restarts of ${container}, but not its being made anew (\`docker compose up\` with a new image): to last,`,
		`    name ${network} in its own compose file, under networks, as \`external: true\`.`,
		...(movesPorts
			? [
					'    Docker moves the ports of its container to that network, whose name comes first: for some tenths of a second it answers nobody.',
				]
			: []),
	];
}

function describeFault(fault: FrontFault, host: FrontHost | undefined, front: Front, target: FrontTarget): string {
	const words: Readonly<Record<FrontFault['kind'], string>> = {
		missing: `no host of Nginx Proxy Manager has this name, or it is disabled: none of ${front.directory} names it`,
		aside: 'nginx would not load this host, and Nginx Proxy Manager has put it aside: save it again there, and see what it says',
		'own-location': 'its Advanced text, or a custom location, says itself what becomes of `/`: take that out',
		scheme: `the scheme is ${host?.scheme}: enter http`,
		elsewhere: `it is forwarded to ${host?.server}:${host?.port}, and not to ${target.servers[0]}:${target.port}`,
		upstream: `${host?.server} is the name of an upstream in ${'path' in fault ? fault.path : ''}, which Nginx Proxy Manager never uses: it asks DNS for that name, and balances nothing`,
		unconnected: `${front.container} is not in the network ${'network' in fault ? fault.network : ''}, so it does not find ${host?.server}`,
		untrusted: `what it says of visitors is not believed: trustedProxies in server.yml does not have ${'network' in fault ? fault.network : ''}`,
		round: 'the site leads to HTTPS itself, so visitors are led round for ever',
		caching: 'Cache Assets is on: visitors get files of an old release for half an hour',
		'web-sockets': 'Websockets Support is off: no WebSocket gets through',
	};
	return words[fault.kind];
}
