import { join } from 'node:path';
import { Failure } from '../model/failure.ts';
import { containerDriver, parseNginxTest } from '../proxies/container.ts';
import { testLimit } from './broken-file.ts';
import { closeSiteLogs } from './close-site-logs.ts';
import { putBackSites } from './put-back-sites.ts';
import type { ProxyAccess, StepContext } from './step.ts';
import { whileAlone } from './switch-proxy.ts';

/** Lets nginx load its files anew, with the sites put back that somebody removed; a configuration that it would refuse is left alone. */
export async function reloadProxy(proxy: ProxyAccess, context: StepContext): Promise<void> {
	await whileAlone(proxy, context, async () => {
		await putBackSites(proxy, undefined, context);
		const { docker } = context.host;
		const answer = await docker.exec(proxy.container, containerDriver.testCommand(join(proxy.directory, 'nginx.conf')), testLimit);
		const { valid, output } = parseNginxTest(`${answer.stdout}\n${answer.stderr}`);
		if (!valid) {
			throw new Failure({
				kind: 'refused',
				what: 'nginx would not load this configuration, so it keeps the one it has',
				next: 'Correct the named file and check with `berth proxy check`',
				output,
			});
		}
		await closeSiteLogs(proxy, context);
		await docker.kill(proxy.container, containerDriver.reloadSignal);
	});
}
