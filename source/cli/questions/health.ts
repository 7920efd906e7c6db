import { formatNumber } from '../../model/format.ts';
import { renderTable } from '../../present/table.ts';
import type { AddCommand } from '../command.ts';
import { checkProject, checkUnfinished } from './check-project.ts';
import { type Check, checkServer } from './check-server.ts';
import { describeExplanation } from './explain-container.ts';
import { checkFront, frontOf } from './front.ts';
import { chosenProjects } from './status.ts';

/** `berth health`: asks everything that serves, as a user would, and says of what is ill why; exit code 1 if anything is bad. */
export const addHealth: AddCommand = (program, run) => {
	program
		.command('health')
		.description('check sites, replicas, containers, nginx, certificates and disk; exit code 1 if anything is bad')
		.argument('[project]')
		.action(
			run(async (session, name: string | undefined) => {
				const server = await session.server();
				const snapshot = await server.observe({ testProxy: true, askHealth: true });
				const projects = chosenProjects(snapshot, name);
				const front = snapshot.engine.kind === 'up' ? await frontOf(server) : undefined;
				const checks = [
					...projects.flatMap(checkUnfinished),
					...checkServer(snapshot, projects),
					...(await Promise.all(projects.map((project) => checkProject(server, snapshot, project)))).flat(),
					...projects.flatMap((project) => checkFront(front, snapshot, project)),
				];
				const bad = checks.filter(({ ok }) => !ok).length;
				const rows = checks.map((check) => [signOf(check), check.subject, check.words]);
				const columns = [{ title: '' }, { title: 'what' }, { title: 'how' }];
				const verdict = verdictOf(checks.length, bad, checks.filter(({ isWarning }) => isWarning).length);
				const reasons = checks.flatMap(({ subject, why }) => (why === undefined ? [] : ['', ...describeExplanation(subject, why)]));
				session.answer([...renderTable(columns, rows), ...reasons, '', verdict], { ok: bad === 0, checks });
				return bad === 0 ? 0 : 1;
			}),
		);
};

function verdictOf(all: number, bad: number, warnings: number): string {
	if (bad > 0) return `${bad} of ${formatNumber(all, 'check')} are bad`;
	return warnings === 0 ? 'Everything is well' : `Nothing is bad; ${formatNumber(warnings, 'warning')}`;
}

function signOf({ ok, isWarning }: Check): string {
	if (!ok) return 'BAD';
	return isWarning ? 'warn' : 'ok';
}
