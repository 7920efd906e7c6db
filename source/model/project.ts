/** A project as its `project.yml` says, with every default filled in. Durations in milliseconds, sizes in bytes. */
export interface Project {
	readonly name: string;
	/** Host names of the site; the first is the one the probe asks for. */
	readonly domains: readonly string[];
	/** Whether the site speaks HTTPS: `auto` with a certificate that is there or can be had, `files` with the operator's own, `off` never. */
	readonly tls: 'auto' | 'off' | 'files';
	/** Which proxy serves its site; absent: the server's. */
	readonly proxy?: ProjectProxy;
	/** Where an image comes from: built from the release directory, or pulled or found locally as `<image>:<version>`. */
	readonly source: BuildSource | ImageSource;
	/** The port the app listens on inside its container. */
	readonly port: number;
	/** Replicas wanted, 1…16. */
	readonly replicas: number;
	/** Replaces the image's command. */
	readonly command?: readonly string[];
	readonly health: HealthCheck;
	readonly migrate?: Migration;
	/** How long open connections to the old release (WebSockets) may go on after the switch, in ms. */
	readonly drain: number;
	/** Time between SIGTERM and SIGKILL of a replica, in ms. */
	readonly grace: number;
	/** Releases kept for a roll back. */
	readonly keep: number;
	/** Limits of each replica. */
	readonly limits: Limits;
	readonly security: Security;
	/** Settings that are no secrets; these win over `.env`. */
	readonly environment: Readonly<Record<string, string>>;
	readonly volumes: readonly Volume[];
	readonly services: { readonly postgres?: Service; readonly redis?: Service };
	readonly site: Site;
}

/** A proxy of the project's own, in its network, for whatever stands in front. */
export interface ProjectProxy {
	readonly driver: 'inner';
	/** Of 127.0.0.1, where it is published; absent: the one of its block. */
	readonly port?: number;
}

export interface BuildSource {
	readonly kind: 'build';
	/** Relative to the release directory. */
	readonly context: string;
	readonly dockerfile: string;
}

export interface ImageSource {
	readonly kind: 'image';
	/** A repository without a tag; the release's version is the tag. */
	readonly repository: string;
}

export interface HealthCheck {
	readonly path: string;
	/** How long all replicas together may take to become healthy, in ms. */
	readonly timeout: number;
	/** Between two requests to one replica, in ms. */
	readonly interval: number;
}

export interface Migration {
	readonly command: readonly string[];
	/** After this it is killed and the deploy is undone, in ms. */
	readonly timeout: number;
}

export interface Limits {
	/** Bytes. */
	readonly memory?: number;
	/** Bytes kept free for it. */
	readonly memoryReservation?: number;
	/** Cores; 0.5 is half of one. */
	readonly cpus?: number;
	/** Processes and threads. */
	readonly pids?: number;
}

/** How far the app's containers are confined. */
export interface Security {
	/** Linux capabilities beside the usual few, without `CAP_`. */
	readonly capabilities: readonly string[];
	/** True: programs in them may gain rights, as sudo does. */
	readonly privileges: boolean;
	/** True: only volumes and /tmp can be written. */
	readonly readOnly: boolean;
	/** Who runs in them instead of the image's user: `1000`, `app` or `1000:1000`. */
	readonly user?: string;
}

export interface Volume {
	/** Relative to the project's directory, and never out of it. */
	readonly from: string;
	readonly to: string;
	readonly readOnly: boolean;
}

/** PostgreSQL or Redis of a project. */
export interface Service {
	readonly image: string;
	readonly limits: Limits;
}

export type ServiceName = 'postgres' | 'redis';

export interface Site {
	/** Paths that are WebSockets or long streams: timeouts of 7 days. */
	readonly webSocketPaths: readonly string[];
	/** Paths with the stricter rate limit. */
	readonly authPaths: readonly string[];
	/** Paths with the ordinary rate limit. */
	readonly limitedPaths: readonly string[];
	/** Largest request body, in bytes. */
	readonly bodyLimit: number;
	/** How long a response may take between two reads, in ms. */
	readonly readTimeout: number;
	/** What browsers are told to remember of a site with TLS, besides to stay with TLS. */
	readonly hsts: {
		readonly includeSubDomains: boolean;
		readonly preload: boolean;
		/** True: `project.yml` says so. Else browsers are told only once a certificate has been renewed: they do not forget it for a year. */
		readonly always: boolean;
	};
}
