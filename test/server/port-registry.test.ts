import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockOf, portsInBlock } from '../../source/server/port-blocks.ts';
import { nextBlock, parseRegistry, withoutProject, withProject } from '../../source/server/port-registry.ts';
import { failureOf } from '../fakes/failure-of.ts';

const path = '/opt/projects/.port-registry.json';
const empty = { nextId: 1, projects: {} };

describe('the file', () => {
	test('is not needed on a new server', () => {
		expect(parseRegistry(undefined, path)).toEqual(empty);
	});

	test('gives back the ports that were put in', () => {
		const text = withProject(undefined, path, 'shop', blockOf(1, 'block'));
		expect(parseRegistry(text, path)).toEqual({ nextId: 2, projects: { shop: blockOf(1, 'block') } });
	});

	test.each([
		['by formula', { base_port: 8100, backend_port: 8101, postgres_port: 8133, redis_port: 8180 }, blockOf(1, 'block')],
		['by table', { base_port: 8200, backend_port: 8101, postgres_port: 5533, redis_port: 6480 }, { ...blockOf(2, 'table'), base: 8200 }],
	])('is understood when the older script numbered %s', (_, entry, ports) => {
		const text = JSON.stringify({ next_project_id: 3, projects: { old: entry } });
		expect(parseRegistry(text, path).projects).toEqual({ old: ports });
	});

	test('keeps fields that Berth does not know', () => {
		const entry = { base_port: 8100, backend_port: 8101, postgres_port: 8133, redis_port: 8180, owner: 'anna' };
		const text = JSON.stringify({ next_project_id: 2, projects: { shop: entry }, comment: 'by hand' });
		const more = withProject(withProject(text, path, 'shop', blockOf(1, 'block')), path, 'blog', blockOf(2, 'block'));
		expect(JSON.parse(more)).toMatchObject({
			next_project_id: 3,
			comment: 'by hand',
			projects: { shop: { owner: 'anna', id: 1 }, blog: { backend_port: 8201 } },
		});
		expect(JSON.parse(withoutProject(more, path, 'blog'))).toMatchObject({ comment: 'by hand', projects: { shop: { owner: 'anna' } } });
	});

	test('stays as it is when what is asked for is so already', () => {
		const text = withProject(undefined, path, 'shop', blockOf(1, 'block'));
		expect(withProject(text, path, 'shop', blockOf(1, 'block'))).toBe(text);
		expect(withoutProject(text, path, 'blog')).toBe(text);
	});

	test('gives no port to two projects', () => {
		const text = withProject(undefined, path, 'shop', blockOf(1, 'block'));
		const clash = failureOf(() => withProject(text, path, 'blog', { ...blockOf(2, 'block'), redis: 8117 }));
		expect(clash).toMatchObject({ kind: 'refused', what: 'The ports from 8201 on belong to shop' });
		const other = failureOf(() => withProject(text, path, 'shop', blockOf(2, 'block')));
		expect(other).toMatchObject({ kind: 'refused', what: 'shop has other ports already, from 8101 on' });
	});

	test.each([
		['{"next_project_id": 1,\n "projects": {}', 'line 2: not JSON'],
		['{"projects": {}}', 'line 1: next_project_id: is missing; write 1'],
		['{"next_project_id": 1,\n"projects": {\n"shop": {\n"base_port": 8100,\n"backend_port": "x"', 'line 5: not JSON'],
		[
			'{"next_project_id": 1,\n"projects": {"shop": {\n"base_port": 8100,\n"backend_port": "x", "postgres_port": 1, "redis_port": 2}}}',
			'line 4: projects.shop.backend_port: "x" is not a whole number; write 8101',
		],
	])('says on which line it is broken: %j', (text, expected) => {
		expect(failureOf(() => parseRegistry(text, path)).output?.[0]).toContain(expected);
	});
});

describe('the next block', () => {
	test('follows the formula, or the table', () => {
		expect(nextBlock(empty, 'block', []).ports).toEqual({ id: 1, base: 8100, blue: 8101, green: 8117, postgres: 8133, redis: 8180 });
		const second = nextBlock({ nextId: 2, projects: {} }, 'table', []).ports;
		expect(second).toMatchObject({ blue: 8101, green: 8117, postgres: 5533, redis: 6480 });
	});

	test('passes over a block in which anything listens, and says what', () => {
		expect(nextBlock(empty, 'block', [8132, 8250])).toEqual({ ports: blockOf(2, 'block'), skipped: [{ base: 8100, port: 8132 }] });
	});

	test('passes over the ports of a project that has another scheme', () => {
		const registry = { nextId: 1, projects: { old: blockOf(2, 'table') } };
		expect(nextBlock(registry, 'block', [])).toEqual({ ports: blockOf(2, 'block'), skipped: [{ base: 8100, port: 8101 }] });
	});

	test('is refused when there is none', () => {
		expect(failureOf(() => nextBlock({ nextId: 575, projects: {} }, 'block', []))).toMatchObject({
			kind: 'refused',
			what: 'No block of free ports is left for a new project',
		});
	});

	test('never overlaps another project or anything that listens, whatever was there before', () => {
		const schemes = fc.array(fc.constantFrom('block' as const, 'table' as const), { minLength: 1, maxLength: 12 });
		const taken = fc.array(fc.integer({ min: 5000, max: 12_000 }), { maxLength: 12 });
		fc.assert(
			fc.property(schemes, taken, (wanted, listening) => {
				let text: string | undefined;
				for (const [index, scheme] of wanted.entries()) {
					const { ports } = nextBlock(parseRegistry(text, path), scheme, listening);
					text = withProject(text, path, `project-${index}`, ports);
				}
				const all = Object.values(parseRegistry(text, path).projects).flatMap(portsInBlock);
				expect(new Set(all).size).toBe(wanted.length * 34);
				expect(all.filter((port) => listening.includes(port) || port > 65_535)).toEqual([]);
			}),
		);
	});
});
