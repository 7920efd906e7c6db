import { expect, test } from 'vitest';
import { describePlan } from '../../source/present/describe-plan.ts';
import { examplePlan } from '../fakes/example-plan.ts';

test('shows everything that will happen, what a failure undoes, and what it takes', () => {
	expect(describePlan(examplePlan)).toEqual([
		'Deploy shop v42: blue (v41) → green, 3 replicas',
		'',
		'Steps',
		'   1. Start 3 replicas of v42 in green (127.0.0.1:8117–8119)',
		'   2. Wait until 3 replicas of v42 answer GET /health twice in a row (at most 1 min)',
		'   3. Move traffic of shop.example to v42 in green, and wait until only it answers',
		'   4. Stop 1 replica of v41 in blue (127.0.0.1:8101; 30 s to finish)',
		'',
		'Notes',
		'  ! shop-blue-2 is unhealthy now',
		'',
		'Files',
		'  /opt/nginx/conf.d/shop.conf',
		'    @@ -1,1 +1,1 @@',
		'    -upstream shop { server 127.0.0.1:8101; }',
		'    +upstream shop { server 127.0.0.1:8117; }',
		'',
		'If a step fails or you cancel, what was done is undone, last first',
		'   4. Start 1 replica of v41 in blue again and wait until healthy',
		'   3. Move traffic of shop.example back',
		'   1. Remove 3 new replicas in green',
		'',
		"Expected: about 6 s and the app's own start, 512 MiB more memory meanwhile.",
	]);
});

test('masks every value of the environment', () => {
	const lines = describePlan({
		...examplePlan,
		files: [],
		steps: [
			{
				kind: 'write-env',
				path: '/opt/projects/shop/.env',
				entries: [
					{ key: 'POSTGRES_USER', value: { kind: 'text', text: 'shop-user' } },
					{ key: 'POSTGRES_PASSWORD', value: { kind: 'generate', length: 32 } },
				],
				existed: true,
			},
		],
	});
	expect(lines).toContain('  +POSTGRES_USER=••••••');
	expect(lines).toContain('  +POSTGRES_PASSWORD=•••••• (32 random characters)');
	expect(lines.join('\n')).not.toContain('shop-user');
});

test('says that there is nothing to do instead of an empty list', () => {
	expect(describePlan({ ...examplePlan, steps: [], files: [], notes: [], empty: true }).at(-1)).toBe(
		'Nothing to do: everything is already so.',
	);
});
