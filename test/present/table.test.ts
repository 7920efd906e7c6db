import { describe, expect, test } from 'vitest';
import { renderTable } from '../../source/present/table.ts';

const columns = [{ title: 'project' }, { title: 'ports', align: 'right' }, { title: 'state' }] as const;

describe('renderTable', () => {
	test('aligns columns and leaves no spaces at the end', () => {
		expect(
			renderTable(columns, [
				['shop', '8100', 'healthy'],
				['a', '80', ''],
			]),
		).toEqual(['project  ports  state', 'shop      8100  healthy', 'a           80']);
	});

	test('cuts the widest column first when the terminal is narrow', () => {
		const lines = renderTable(columns, [['a-very-long-project-name', '8100', 'healthy']], 30);
		expect(lines).toEqual(['project         ports  state', 'a-very-long-p…   8100  healthy']);
		expect(lines[1]).toHaveLength(30);
	});

	test('keeps something of each column where there is no room at all', () => {
		expect(renderTable(columns, [['shopping', '8100', 'healthy']], 1)).toEqual(['pro…  por…  sta…', 'sho…  8100  hea…']);
	});
});
