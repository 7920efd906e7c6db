import { hasProcess } from '../proxies/read-proxy-down.ts';
import type { ReturnSites } from './data.ts';
import { putBackSites } from './put-back-sites.ts';
import type { StepDefinition } from './step.ts';
import { reloadAndAcknowledge, whileAlone } from './switch-proxy.ts';

/** Puts back what somebody removed, and lets nginx load it: it may have forgotten the site already. */
export const returnSites: StepDefinition<ReturnSites> = {
	async perform({ project, proxy }, context) {
		return whileAlone(proxy, context, async () => {
			const returned = await putBackSites(proxy, project, context);
			const last = returned.at(-1);
			const isRunning = hasProcess(await context.host.docker.inspect(proxy.container));
			if (last !== undefined && isRunning) await reloadAndAcknowledge(proxy, { ...last, project }, context);
			return { returned: returned.length };
		});
	},
	undo: { policy: 'nothing', why: 'they route to replicas that serve anyway' },
	onFailure: 'undo',
	commits: false,
};
