import { createCommands } from '../../source/host/commands.ts';
import { createProcesses } from '../../source/host/processes.ts';

/** Processes of this machine, without systemd. */
export const systemProcesses = createProcesses(createCommands(), { systemd: '/nonesuch' });
