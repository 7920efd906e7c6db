import { Failure } from '../../model/failure.ts';
import { proxyDownFacts } from '../../model/proxy-down.ts';
import type { ProxyTest } from '../../model/snapshot.ts';
import { servesAt } from '../../proxies/at-place.ts';
import { proxyOf } from '../../proxies/index.ts';
import { readProxyDown } from '../../proxies/read-proxy-down.ts';
import { accessOf } from '../../watch/access-of.ts';
import { testProxy } from '../../watch/observe/observe-proxy.ts';
import { type ChangeOptions, withChangeOptions } from '../changes/change-options.ts';
import { runChange } from '../changes/run-change.ts';
import type { AddCommand } from '../command.ts';
import type { Session } from '../session.ts';

/** `berth proxy`: the nginx that all sites share. */
export const addProxy: AddCommand = (program, run) => {
	const proxy = program.command('proxy').helpCommand(false).description('start, check or reload the nginx of all sites');
	withChangeOptions(proxy.command('start').description('start nginx, with its configuration written if it is not there')).action(
		run((session, options: ChangeOptions) => runChange(session, { kind: 'start-proxy' }, options)),
	);
	withChangeOptions(proxy.command('leave').description("take Berth's line out of the server's own nginx again")).action(
		run((session, options: ChangeOptions) => runChange(session, { kind: 'leave-proxy' }, options)),
	);
	proxy.command('check').description('let nginx test the configuration on disk').action(run(check));
	// Whoever asks for it has agreed to it: it runs from what renews certificates, too.
	withChangeOptions(proxy.command('reload').description('test the configuration and load it, for renewed certificates')).action(
		run((session, options: ChangeOptions) => runChange(session, { kind: 'reload-proxy' }, { ...options, yes: true })),
	);
};

async function check(session: Session): Promise<number> {
	const { valid, output } = await testConfiguration(session);
	session.answer(
		[valid ? 'The configuration is valid' : 'nginx would not load this configuration', ...output.map((line) => `    ${line}`)],
		{
			valid,
			output,
		},
	);
	return valid ? 0 : 1;
}

async function testConfiguration(session: Session): Promise<ProxyTest> {
	const { host, layout, settings } = await session.server();
	const access = accessOf(settings, layout);
	if (await servesAt(proxyOf(access).place(access), host)) return testProxy(host, layout, access);
	const found = access.driver === 'container' ? await host.docker.inspect(access.container) : undefined;
	throw new Failure(proxyDownFacts(settings.proxy, found && (await readProxyDown(host, layout, found))));
}
