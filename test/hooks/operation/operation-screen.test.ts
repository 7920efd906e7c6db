import { expect, it } from 'vitest';
import { plainText } from '../../../hooks/line.ts';
import { beginFollowing } from '../../../hooks/operation/followed-operation.ts';
import { operationLines } from '../../../hooks/operation/use-operation-screen.ts';
import { exampleView } from '../../fakes/example-fleet.ts';
import { exampleAwait, examplePlan } from '../../fakes/example-plan.ts';

function titleWith(steps: number, top: number): string {
	const plan = { ...examplePlan, steps: Array.from({ length: steps }, () => exampleAwait) };
	const followed = beginFollowing({ id: '1', plan, user: 'anna', host: 'prod-1', requestedAt: 0 });
	const screen = { kind: 'operation', id: '1', cursor: { index: top, top } } as const;
	const [title = []] = operationLines(screen, followed, 0, { columns: 80, rows: 20 }, exampleView());
	return plainText(title);
}

it('says which rows of the steps are seen, only where not all are', () => {
	expect(titleWith(41, 11)).toContain(' Operation  12–27 of 41 ');
	expect(titleWith(16, 0)).not.toContain(' of ');
});
