import { composeAccess } from './shapes.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const stopProxyData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('stop-proxy'),
		project: z.string(),
		compose: composeAccess(z),
		container: z.string(),
	});

/** Stops and removes a project's own proxy, once nobody is to be served by it any more. */
export type StopProxy = DataOf<typeof stopProxyData>;

/** Until compose has started or removed its container, ms. */
const limit = 120_000;

export const stopProxy: StepDefinition<StopProxy> = {
	kind: 'stop-proxy',
	data: stopProxyData,
	group: 'Clean up',
	words: ({ container, project }) => `Stop and remove ${container}, the proxy of ${project} alone`,
	async perform({ compose, container }, { host, signal }) {
		await host.compose.down(compose, { timeout: limit, signal });
		// One that was made by hand, or by an earlier file.
		await host.docker.remove(container);
		return undefined;
	},
	undo: {
		policy: 'reverse',
		words: ({ container }) => `Start ${container} again`,
		async perform({ compose }, { host }) {
			await host.compose.up(compose, { timeout: limit });
		},
	},
	onFailure: 'undo',
};
