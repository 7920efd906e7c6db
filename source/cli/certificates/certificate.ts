import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type ChangeOptions, withChangeOptions } from '../changes/change-options.ts';
import { runChange } from '../changes/run-change.ts';
import type { AddCommand } from '../command.ts';
import { renewDue } from './renew-due.ts';
import { showCertificates } from './show-certificates.ts';

interface RenewOptions extends ChangeOptions {
	readonly force?: true;
}

interface InstallOptions extends ChangeOptions {
	readonly certificate: string;
	readonly key: string;
}

/** `berth certificate`: what sites have HTTPS with. */
export const addCertificate: AddCommand = (program, run) => {
	const certificate = program
		.command('certificate')
		.helpCommand(false)
		.description('show the certificates of sites, obtain, renew, install or remove one');
	certificate
		.command('status', { isDefault: true })
		.description('show whose certificates last how long')
		.argument('[project]')
		.action(run(showCertificates));
	change(certificate, 'issue', 'obtain one for all host names of a project, and serve its site by HTTPS').action(
		run((session, project: string, options: ChangeOptions) => runChange(session, { kind: 'issue-certificate', project }, options)),
	);
	withChangeOptions(
		certificate
			.command('renew')
			.description('replace one by a new one; without a project all that are due, one after the other')
			.argument('[project]')
			.option('--force', 'also where it is not due'),
	).action(
		run((session, project: string | undefined, { force, ...options }: RenewOptions) =>
			project === undefined
				? renewDue(session, options)
				: runChange(session, { kind: 'renew-certificate', project, ...(force && { force }) }, options),
		),
	);
	withChangeOptions(certificate.command('timer').description('let systemd, else cron, run `berth certificate renew` twice a day')).action(
		run((session, options: ChangeOptions) => runChange(session, { kind: 'certificate-timer' }, options)),
	);
	change(certificate, 'install', 'serve a site with files of your own; project.yml says `tls: files`')
		.requiredOption('--certificate <file>', 'PEM, the site’s own first, then those that vouch for it')
		.requiredOption('--key <file>', 'PEM of the private key, without a password')
		.action(
			run((session, project: string, { certificate, key, ...options }: InstallOptions) =>
				runChange(session, { kind: 'install-certificate', project, certificate: resolve(certificate), key: resolve(key) }, options),
			),
		);
	change(certificate, 'remove', 'take it away: the site speaks HTTP only').action(
		run((session, project: string, options: ChangeOptions) => runChange(session, { kind: 'remove-certificate', project }, options)),
	);
};

function change(parent: Command, name: string, description: string): Command {
	return withChangeOptions(parent.command(name).description(description).argument('<project>'));
}
