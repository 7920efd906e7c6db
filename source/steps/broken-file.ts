import { askAt } from '../proxies/at-place.ts';
import { proxyOf } from '../proxies/index.ts';
import type { TestReading } from '../proxies/proxy.ts';
import type { ProxyAccess } from './shapes.ts';
import type { StepContext } from './step.ts';

/** Testing a configuration takes the proxy some ten milliseconds; a server under heavy load needs more, ms. */
export const testLimit = 20_000;

/** The file that the proxy refuses, if it would not load what is on the disk now. */
export async function brokenFile(proxy: ProxyAccess, context: StepContext): Promise<string | undefined> {
	return (await refusalOf(proxy, context))?.offender?.path;
}

/** What the proxy says of its files as they are on the disk, if it would not load them. */
export async function refusalOf(proxy: ProxyAccess, { host }: Pick<StepContext, 'host'>): Promise<TestReading | undefined> {
	const kind = proxyOf(proxy);
	const [main = ''] = kind.mainFiles(proxy);
	const result = await askAt(kind.place(proxy), host, kind.test(proxy, main), testLimit);
	return result.code === 0 ? undefined : kind.readTest(result, proxy);
}
