import { runsAt } from '../proxies/at-place.ts';
import { proxyOf } from '../proxies/index.ts';
import { proxyAccess } from './shapes.ts';
import type { DataOf, StepContext, Zod } from './step.ts';
import { reloadAndAcknowledge } from './switch-proxy.ts';

/** What the steps have in common that open and close such a site. */
export const challengeSiteShape = (z: Zod) => ({
	project: z.string(),
	proxy: proxyAccess(z),
	/** Its file, beside the project's own. */
	path: z.string(),
	/** Host names that no site of Berth's answers for yet. */
	domains: z.array(z.string()),
	/** A failure is told with the result, and undoes nothing. */
	lenient: z.literal(true).exactOptional(),
});

const challengeSiteData = (z: Zod) => z.strictObject(challengeSiteShape(z));

type ChallengeSite = DataOf<typeof challengeSiteData>;

/** Takes the site away, half or wholly there. Only while the proxy is this operation's alone. */
export async function takeChallengeAway(data: ChallengeSite, way: 'forth' | 'back', context: StepContext): Promise<void> {
	await context.host.files.remove(data.path);
	if (!(await runsAt(proxyOf(data.proxy).place(data.proxy), context.host))) return;
	// Also where the file was gone already: a runner may have been killed before the proxy knew of it.
	const gone = { project: data.project, domain: domainOf(data), tls: false, generation: null };
	await reloadAndAcknowledge(data.proxy, gone, context, way);
}

/** The host name that is asked for to see whether the site answers. */
export function domainOf({ domains, project }: Pick<ChallengeSite, 'domains' | 'project'>): string {
	return domains[0] ?? project;
}
