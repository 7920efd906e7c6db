import { describe, expect, it } from 'vitest';
import {
	changeAnswer,
	countAnswers,
	draftOf,
	moveStep,
	passAnswer,
	resumeWizard,
	startWizard,
	suggestAnswer,
	wizardSteps,
} from '../../../hooks/wizard/wizard-screen.ts';

const start = startWizard('new-1');
const at = (step: Parameters<typeof wizardSteps>[0] | string) => ({ ...start, at: step as typeof start.at });

describe('the guide', () => {
	it('goes from the name to the plan and no farther', () => {
		let screen = start;
		const seen = [screen.at];
		for (let step = 0; step < 20; step += 1) {
			screen = passAnswer(screen);
			seen.push(screen.at);
		}
		expect([...new Set(seen)]).toEqual(wizardSteps({}));
		expect(moveStep(start, -1).at).toBe('name');
	});

	it('counts an answer once, however often it is given', () => {
		expect(countAnswers(passAnswer(moveStep(passAnswer(start), -1)))).toEqual({ given: 1, all: 15 });
	});

	it('takes the questions of a build away when an image is pulled', () => {
		const pulled = changeAnswer(at('source'), () => 'ghcr.io/company/shop');
		expect(passAnswer(pulled).at).toBe('port');
		expect(countAnswers(pulled).all).toBe(13);
	});

	it('offers answers in a ring, from the usual one on', () => {
		const next = suggestAnswer(at('memory'), 1);
		expect(next.texts.memory).toBe('256m');
		expect(suggestAnswer(suggestAnswer(next, -1), -1).texts.memory).toBe('2g');
		expect(
			suggestAnswer(
				changeAnswer(at('memory'), () => '300m'),
				1,
			).texts.memory,
		).toBe('none');
	});

	it('offers nothing where everything is possible', () => {
		expect(suggestAnswer(start, 1)).toBe(start);
		expect(suggestAnswer(at('plan'), 1).texts).toEqual({});
	});

	it('comes back from a draft as it was left', () => {
		const left = passAnswer(changeAnswer(start, () => 'shop'));
		expect(resumeWizard(draftOf(left, 5))).toEqual(left);
	});
});
