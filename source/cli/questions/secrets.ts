import { requireKnown } from '../../operations/checks.ts';
import { type ChangeOptions, withChangeOptions } from '../changes/change-options.ts';
import { runChange } from '../changes/run-change.ts';
import type { AddCommand } from '../command.ts';

/** `berth secrets`: makes what `.env` lacks, and names what it has; values are never shown. */
export const addSecrets: AddCommand = (program, run) => {
	const secrets = program.command('secrets').helpCommand(false).description('make or list the keys of a project’s .env');
	withChangeOptions(
		secrets.command('generate').description('add the keys that .env lacks; what is there stays as it is').argument('<project>'),
	).action(run((session, project: string, options: ChangeOptions) => runChange(session, { kind: 'generate-secrets', project }, options)));
	secrets
		.command('list')
		.description('show the keys of .env, never a value')
		.argument('<project>')
		.action(
			run(async (session, name: string) => {
				const { observe } = await session.server();
				const { envKeys } = requireKnown(await observe({ only: name }), name);
				const none = [`${name} has no .env; make it with \`berth secrets generate ${name}\``];
				session.answer(envKeys?.map((key) => `${key}=••••••`) ?? none, { project: name, keys: envKeys ?? null });
				return 0;
			}),
		);
};
