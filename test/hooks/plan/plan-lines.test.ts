import { expect, it } from 'vitest';
import type { PlanScreen } from '../../../hooks/console-state.ts';
import { startCursor } from '../../../hooks/cursor.ts';
import { plainText, widthOf } from '../../../hooks/line.ts';
import { planLines } from '../../../hooks/plan/plan-lines.ts';
import { examplePlan } from '../../fakes/example-plan.ts';

const intent = { kind: 'deploy', project: 'shop', version: 'v42' } as const;
const screen: PlanScreen = { kind: 'plan', intent, status: 'ready', plan: examplePlan, hasDiffs: false, cursor: startCursor };
const textOf = (...parts: Parameters<typeof planLines>) => planLines(...parts).map(plainText);

it('shows paths from the root of the server on, and names the root once', () => {
	expect(textOf(screen, 80).join('\n')).toContain('/opt/nginx/conf.d/shop.conf');
	const short = textOf(screen, 80, '/opt').join('\n');
	expect(short).toContain(' nginx/conf.d/shop.conf');
	expect(short.match(/\/opt\b/g)).toHaveLength(1);
});

it('is never wider than the screen, also with its diffs open', () => {
	expect(textOf({ ...screen, hasDiffs: true }, 80, '/opt').filter((text) => widthOf(text) > 80)).toEqual([]);
});

it('says before there is a plan what is done first', () => {
	const planning: PlanScreen = { kind: 'plan', intent, status: 'planning', hasDiffs: false, cursor: startCursor, note: 'Something first' };
	expect(textOf(planning, 80)[0]).toContain('Something first');
});

it('has its files first while their changes are unfolded, and after its steps while not', () => {
	const place = (hasDiffs: boolean, text: RegExp) => textOf({ ...screen, hasDiffs }, 80, '/opt').findIndex((one) => text.test(one));
	const files = /files? changes? +under/;
	const firstStep = / 1 {2}/;
	expect(place(true, files)).toBeLessThan(place(true, firstStep));
	expect(place(false, files)).toBeGreaterThan(place(false, firstStep));
	expect(place(false, firstStep)).toBeGreaterThan(0);
});
