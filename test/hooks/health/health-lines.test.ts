import { afterEach, expect, it } from 'vitest';
import { startCursor } from '../../../hooks/cursor.ts';
import { healthLines } from '../../../hooks/health/health-lines.ts';
import type { HealthScreen } from '../../../hooks/health/health-state.ts';
import { remapKeys } from '../../../hooks/keymap.ts';
import { plainText, widthOf } from '../../../hooks/line.ts';
import type { Diagnosis } from '../../../source/model/diagnosis.ts';
import { exampleNow, exampleView } from '../../fakes/example-fleet.ts';
import { createFakeQuestions } from '../../fakes/fake-questions.ts';

afterEach(() => remapKeys({}));

const { snapshot } = exampleView();
const card: HealthScreen = { kind: 'health', project: 'shop', container: 'shop-blue-1', port: 8101, cursor: startCursor };
const { diagnosis } = createFakeQuestions();
const textOf = (screen: HealthScreen, width = 80) => healthLines(screen, snapshot, exampleNow + 4000, width).map(plainText);

it('says first what it comes down to, then what to do, then what was found', () => {
	expect(textOf({ ...card, diagnosis: diagnosis as Diagnosis })).toEqual([
		' ✕ It answers GET /health with 500: the app runs, but fails',
		'',
		' What to do',
		' → Its log says why: often a database, a setting or a migration that is missing',
		' → Correct the app and deploy a new release',
		' → Until then, roll back to v40',
		'',
		' What was found',
		' Container    runs for 1 h',
		' HTTP         GET http://127.0.0.1:8101/health: answered 500 in 4 ms, and said:',
		'              {"status":"failing"}',
		' First error  FATAL: password authentication failed',
		'',
		' Its last lines',
		' Listening on 8000',
		' FATAL: password authentication failed',
		'',
		' Looked at 4 s ago; r looks again.',
	]);
});

it('names the key by which the operator looks again', () => {
	remapKeys({ 'look-again': ['z'] });
	expect(textOf({ ...card, diagnosis: diagnosis as Diagnosis }).at(-1)).toBe(' Looked at 4 s ago; z looks again.');
});

it('is never wider than the screen', () => {
	for (const width of [40, 60, 80]) {
		const lines = textOf({ ...card, diagnosis: { ...(diagnosis as Diagnosis), log: [] } }, width);
		expect(lines.filter((text) => widthOf(text) > width)).toEqual([]);
	}
});

it('says what it waits for, and why there is no answer', () => {
	expect(textOf(card)).toEqual(['  Looking at it …']);
	const failure = { kind: 'external', what: 'Docker does not answer', why: 'connection refused' } as const;
	expect(textOf({ ...card, failure }).join(' ')).toContain('Docker does not answer');
	expect(textOf({ ...card, project: 'gone' })).toEqual(['  gone is not on this server any more. Esc goes back.']);
});
