/** What Berth made for a project or for the proxy, needs, and somebody removed: the next change makes it again. */
export interface Lost {
	/** The project's network, if it is gone. */
	readonly network?: string;
	readonly directories: readonly OwnedDirectory[];
	readonly links: readonly OwnedLink[];
	/** Directories that others may go into who should not. */
	readonly open?: readonly string[];
	/** Directories that the app mounts and that are not there: also those that it will mount for the first time. */
	readonly volumes: readonly string[];
}

export interface OwnedDirectory {
	readonly path: string;
	/** Permission bits that it is made with. */
	readonly mode: number;
}

/** A symlink. */
export interface OwnedLink {
	readonly path: string;
	readonly target: string;
}
