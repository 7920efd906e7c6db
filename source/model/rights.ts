/** What a container may do beyond its own work. */
export interface ContainerRights {
	/** Linux capabilities it was given, without `CAP_`; absent if it has all that Docker gives by itself. */
	readonly capabilities?: readonly string[];
	/** True: programs in it may gain rights, as sudo does. */
	readonly privileges: boolean;
}

/** What entrypoints that start as root need to give directories to a user and then become it (gosu, su-exec, setpriv). */
export const startAsRoot = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'] as const;

/**
 * What nearly every image needs: to start as root, to signal children of another user (supervisors, web servers), and to bind port 80
 * or be a program that is marked with that capability, as Caddy is: such a program cannot even be run without it.
 */
export const usualCapabilities: readonly string[] = [...startAsRoot, 'KILL', 'NET_BIND_SERVICE'].sort();
