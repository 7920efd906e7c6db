import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { chosenKillings } from './setup/chosen-killings.ts';
import { type FaultLab, openFaultLab } from './setup/fault-lab.ts';
import { type KilledChange, killAndEnd } from './setup/killed-change.ts';
import { atTheEdges, type Killing, killingsOf } from './setup/moments.ts';

describe('a deploy whose runner is killed ends as the old or the new release, whole, and fails no request, when that happens', () => {
	let lab: FaultLab;
	let count = 4;
	beforeAll(async () => {
		lab = await openFaultLab('fault', inject('testEngine'), ['r1', 'r2', 'r3']);
	});
	afterAll(() => lab.close());

	const deploy: KilledChange = {
		steps: [
			'obtain-image',
			'clear-berth',
			'write-files',
			'migrate',
			'start-replicas',
			'stage-site',
			'await-healthy',
			'route',
			'drain',
			'stop-replicas',
			'stop-replicas',
			'point-current',
			'prune',
		],
		async words() {
			const version = `r${count++}`;
			await lab.release(version);
			return ['deploy', lab.project.name, version];
		},
		next: (words) => words,
		// An undone release can be deployed again; then its berth holds stopped replicas, as before.
		back: (words, end) => (end === 'old' ? [words] : []),
	};

	const startReplicas = deploy.steps.indexOf('start-replicas');
	const drain = deploy.steps.indexOf('drain');
	const twice: readonly Killing[] = [
		{
			title: 'while replicas start, and then to who undoes it, twice',
			step: startReplicas,
			moment: () => ({ kind: 'after', ms: 200 }),
			again: [
				{ step: startReplicas, kind: 'undoing' },
				{ step: startReplicas, kind: 'undone' },
			],
			by: 'resume',
		},
		{
			title: 'once traffic has moved, and then to who finishes it, twice',
			step: drain,
			moment: () => ({ kind: 'doing' }),
			again: [
				{ step: drain, kind: 'doing' },
				{ step: drain + 1, kind: 'done' },
			],
			by: 'next',
		},
	];

	test.each(chosenKillings([...atTheEdges, ...killingsOf(deploy.steps), ...twice]))('$title', (killing) =>
		killAndEnd(lab, deploy, killing),
	);
});
