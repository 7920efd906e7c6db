import { expect, test } from 'vitest';
import type { JournalEntry } from '../../source/journal/records.ts';
import { createNews } from '../../source/present/news.ts';

const proof = { probes: 9, slowest: 5, requests: 9, requestsFailed: 0, byRelease: {}, failures: [] };
const probe = (probesFailed: number): JournalEntry => ({ at: 1, kind: 'probe', proof: { ...proof, probesFailed } });

test('says of failed probes only what is new, and keeps every other entry', () => {
	const isNews = createNews();
	expect([0, 1, 1, 3, 3].map((failed) => isNews(probe(failed)))).toEqual([false, true, false, true, false]);
	expect(isNews({ at: 1, kind: 'doing', step: 0 })).toBe(true);
});
