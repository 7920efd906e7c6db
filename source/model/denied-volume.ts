/** A directory of the server that an app mounts. */
export interface MountedVolume {
	/** Absolute. */
	readonly directory: string;
	/** In the container. */
	readonly to: string;
}

/** The volume that an app says it may not write, if the lines of its log tell of one. */
export function deniedVolume<Volume extends MountedVolume>(lines: readonly string[], volumes: readonly Volume[]): Volume | undefined {
	const complaints = lines.filter((line) => /EACCES|permission denied/i.test(line));
	return volumes.find(({ to }) => complaints.some((line) => namesPath(line, to.replace(/\/$/, ''))));
}

/** `/data` is named by `/data/x` and `'/data'`, not by `/database` or `/srv/data`. */
function namesPath(line: string, path: string): boolean {
	for (let at = line.indexOf(path); at >= 0; at = line.indexOf(path, at + 1)) {
		if (!/[\w./-]/.test(line[at - 1] ?? ' ') && !/[\w.-]/.test(line[at + path.length] ?? ' ')) return true;
	}
	return false;
}

/** What the operator can do: `user` runs in the container, empty is root; a name means nothing outside of it. */
export function ownVolumeAdvice({ directory, to }: MountedVolume, user: string, container?: string): string {
	const id = user === '' ? 'root' : /^\d+(:\d+)?$/.test(user) ? user : container && `"$(docker exec ${container} id -u)"`;
	const command = id === undefined ? `chown it to the number of its user ${user}` : `\`chown -R ${id} ${directory}\``;
	return `Its log says that it may not write to ${to}, which is ${directory}: ${command}`;
}
