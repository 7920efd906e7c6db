import { Argument } from 'commander';
import { Failure } from '../../model/failure.ts';
import { proxyDownFacts } from '../../model/proxy-down.ts';
import { atItsProxy, type ProxyTest } from '../../model/snapshot.ts';
import { requireKnown } from '../../operations/checks.ts';
import { type ChangeOptions, withChangeOptions } from '../changes/change-options.ts';
import { runChange } from '../changes/run-change.ts';
import type { AddCommand } from '../command.ts';
import type { Session } from '../session.ts';
import { showFront } from './front.ts';

/** `berth proxy`: the proxy that all sites share. */
export const addProxy: AddCommand = (program, run) => {
	const proxy = program.command('proxy').helpCommand(false).description('start, check or reload the nginx of all sites');
	withChangeOptions(
		proxy
			.command('start [project]')
			.description("start nginx, with its configuration written if it is not there; with a name, that project's own"),
	).action(
		run((session, project: string | undefined, options: ChangeOptions) =>
			runChange(session, { kind: 'start-proxy', ...(project !== undefined && { project }) }, options),
		),
	);
	withChangeOptions(
		proxy
			.command('use')
			.description("move a project to another nginx without a failed request: the server's, or one of its own")
			.addArgument(new Argument('<which>').choices(['server', 'inner']))
			.argument('<project>')
			.option('--without-front', "of one that has its own: the server's passes on no more"),
	).action(
		run((session, which: 'server' | 'inner', project: string, options: ChangeOptions & { readonly withoutFront?: true }) =>
			runChange(session, { kind: 'use-proxy', project, proxy: which, ...(options.withoutFront && { withoutFront: true }) }, options),
		),
	);
	withChangeOptions(proxy.command('leave').description("take Berth's line out of the server's own nginx again")).action(
		run((session, options: ChangeOptions) => runChange(session, { kind: 'leave-proxy' }, options)),
	);
	proxy.command('check [project]').description('let nginx test the configuration on disk').action(run(check));
	proxy
		.command('front <project>')
		.description('whether Nginx Proxy Manager forwards to it as it should, and what to enter there; exit code 1 if not')
		.action(run(showFront));
	// Whoever asks for it has agreed to it: it runs from what renews certificates, too.
	withChangeOptions(proxy.command('reload [project]').description('test the configuration and load it, for renewed certificates')).action(
		run((session, project: string | undefined, options: ChangeOptions) =>
			runChange(session, { kind: 'reload-proxy', ...(project !== undefined && { project }) }, { ...options, yes: true }),
		),
	);
};

async function check(session: Session, project: string | undefined): Promise<number> {
	const { valid, output } = await testConfiguration(session, project);
	session.answer(
		[valid ? 'The configuration is valid' : 'nginx would not load this configuration', ...output.map((line) => `    ${line}`)],
		{
			valid,
			output,
		},
	);
	return valid ? 0 : 1;
}

async function testConfiguration(session: Session, project: string | undefined): Promise<ProxyTest> {
	const { observe } = await session.server();
	const snapshot = await observe({ testProxy: true, ...(project !== undefined && { only: project }) });
	const { proxy } = project === undefined ? snapshot : atItsProxy(snapshot, requireKnown(snapshot, project).name);
	if (proxy.problem !== undefined) throw new Failure(proxy.problem);
	if (proxy.test === undefined) throw new Failure(proxyDownFacts(proxy, proxy.down));
	return proxy.test;
}
