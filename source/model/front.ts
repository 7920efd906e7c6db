/** Nginx Proxy Manager (NPM) in front of this server's proxies, as it is found. */
export interface Front {
	readonly container: string;
	/** Absent: there is no such container. */
	readonly state?: 'runs' | 'stopped';
	/** It has the server's own network, and no address of its own. */
	readonly isOnServer: boolean;
	/** Networks that its container is in. */
	readonly networks: readonly FrontNetwork[];
	/** This server's own addresses, loopback not among them. */
	readonly addresses: readonly string[];
	/** Where the files of its hosts are, on this server. */
	readonly directory: string;
	/** Whose these are, by number: as whom it runs nginx. Absent where the directory is not there. */
	readonly owner?: number;
	/** In the order in which nginx reads them. */
	readonly hosts: readonly FrontHost[];
	/** `upstream {}` blocks in the operator's own files. */
	readonly upstreams: readonly { readonly name: string; readonly path: string }[];
}

/** A network of Docker's, as a container in it sees it. */
export interface FrontNetwork {
	readonly name: string;
	/** CIDR. */
	readonly subnet: string;
	/** The server's address in it. */
	readonly gateway: string;
}

/** One of its hosts, as the file says that it writes for nginx. */
export interface FrontHost {
	readonly path: string;
	readonly domains: readonly string[];
	/** `http` or `https`. */
	readonly scheme: string;
	readonly server: string;
	readonly port: number;
	readonly isCaching: boolean;
	readonly hasWebSockets: boolean;
	/** Whoever asks by HTTP is led to HTTPS. */
	readonly forcesHttps: boolean;
	/** Its Advanced text, or a custom location, says what becomes of `/`. */
	readonly hasOwnLocation: boolean;
	/** nginx would not load it, and NPM has put it aside. */
	readonly isAside: boolean;
}

/** Where a project's domains are to be forwarded to. */
export interface FrontTarget {
	/** Each of these is right; the first is what to enter. */
	readonly servers: readonly string[];
	readonly port: number;
	/** A network that NPM's container is not in, and which of the servers are in that alone. */
	readonly connect?: { readonly network: string; readonly servers: readonly string[] };
}

/** What is wrong with how a domain is forwarded. */
export type FrontFault =
	| { readonly kind: 'missing' }
	| { readonly kind: 'aside' }
	| { readonly kind: 'own-location' }
	| { readonly kind: 'scheme' }
	| { readonly kind: 'elsewhere' }
	| { readonly kind: 'upstream'; readonly path: string }
	| { readonly kind: 'unconnected'; readonly network: string }
	| { readonly kind: 'untrusted'; readonly network: string }
	| { readonly kind: 'round' }
	| { readonly kind: 'caching' }
	| { readonly kind: 'web-sockets' };

/** How a domain of a project is forwarded; right without faults. */
export interface FrontedDomain {
	readonly domain: string;
	/** Absent: NPM has none for it. */
	readonly host?: FrontHost;
	readonly faults: readonly FrontFault[];
}

/** How NPM forwards a project. */
export interface FrontReport {
	readonly target: FrontTarget;
	readonly domains: readonly FrontedDomain[];
}

/** True for what keeps visitors from the project; the rest harms what they get. */
export function keepsOut({ kind }: FrontFault): boolean {
	return kind !== 'caching' && kind !== 'web-sockets' && kind !== 'untrusted' && kind !== 'own-location';
}
