import { describe, expect, test } from 'vitest';
import { renderDiff } from '../../source/present/diff.ts';

describe('renderDiff', () => {
	test('shows what changes with the lines around it', () => {
		expect(renderDiff('a\nb\nc\nd\n', 'a\nB\nc\nd\n', { context: 1 })).toEqual(['@@ -1,3 +1,3 @@', ' a', '-b', '+B', ' c']);
	});

	test('shows a new file as added and a removed one as taken away', () => {
		expect(renderDiff(null, 'a\nb\n')).toEqual(['@@ -0,0 +1,2 @@', '+a', '+b']);
		expect(renderDiff('a\n', null)).toEqual(['@@ -1,1 +0,0 @@', '-a']);
	});

	test('shows nothing where nothing changes', () => {
		expect(renderDiff('a\n', 'a\n')).toEqual([]);
	});

	test('says how many lines it left out', () => {
		const text = Array.from({ length: 20 }, (_, index) => `line ${index}\n`).join('');
		expect(renderDiff(null, text, { limit: 3 })).toEqual(['@@ -0,0 +1,20 @@', '+line 0', '+line 1', '… 18 more lines']);
	});
});
