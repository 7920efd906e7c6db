import { Failure } from '../../model/failure.ts';
import { requireReady } from '../../operations/checks.ts';
import type { AddCommand } from '../command.ts';
import type { Session } from '../session.ts';
import { type ChangeOptions, withChangeOptions } from './change-options.ts';
import { runChange } from './run-change.ts';

/** `berth deploy`: a release through the free berth, all of it healthy before any traffic moves. */
export const addDeploy: AddCommand = (program, run) => {
	const command = program
		.command('deploy')
		.description('put a release live: start it beside the old one, move traffic when all of it is healthy')
		.argument('<project>')
		.argument('[version]', 'a release directory or an image’s tag; default: the newest release that was never deployed');
	withChangeOptions(command).action(
		run(async (session, project: string, version: string | undefined, options: ChangeOptions) =>
			runChange(session, { kind: 'deploy', project, version: version ?? (await newestVersion(session, project)) }, options),
		),
	);
};

/** The newest release directory that is not live. A release that was live before is a roll back, so it is not meant. */
async function newestVersion(session: Session, name: string): Promise<string> {
	const { observe } = await session.server();
	const { releases, site } = requireReady(await observe(), name);
	const newest = releases.find((release) => release.version !== site?.release);
	if (newest !== undefined && newest.obtainedAt === undefined) return newest.version;
	throw new Failure({
		kind: 'refused',
		what: `${name} has no new release`,
		next: `Copy one to its releases directory (releases/<version>), or name what is to be deployed: \`berth deploy ${name} ${site?.release ?? '<version>'}\``,
	});
}
