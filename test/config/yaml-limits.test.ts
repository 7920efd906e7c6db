import { describe, expect, test } from 'vitest';
import { parseProject } from '../../source/config/project-file.ts';
import { parseServer } from '../../source/config/server-file.ts';
import { requireModest } from '../../source/config/yaml-limits.ts';
import { failureOf } from '../fakes/failure-of.ts';

const path = '/opt/projects/shop/project.yml';
const head = 'name: shop\ndomain: shop.example.com\nbuild: true\nport: 8000\n';

const many = (count: number, part: (index: number) => string) => Array.from({ length: count }, (_, index) => part(index)).join('');

/** Texts whose parsing takes time that grows with the square of their length, and what Berth says of them. */
const greedy: readonly (readonly [kind: string, text: string, told: string])[] = [
	['keys of a map', `${head}environment:\n${many(80_000, (index) => ` K${index}: x\n`)}`, 'bytes'],
	['keys in brackets', `{${many(12_000, (index) => `a${index},`)}`.slice(0, 65_000), '3000 keys, values and signs'],
	['lists in lists', '['.repeat(60_000), '40 maps and lists in each other'],
	['maps in maps', '{a: '.repeat(16_000), '40 maps and lists in each other'],
	['lists on one line', '- '.repeat(32_000), '40 maps and lists in each other'],
	['explicit keys on one line', '? '.repeat(32_000), '40 maps and lists in each other'],
	['brackets that close nothing', ']'.repeat(65_000), '3000 keys, values and signs'],
	['commas', `[${','.repeat(65_000)}`, '3000 keys, values and signs'],
	['lines of a text', `a: "${'x\n'.repeat(30_000)}"`, '30001 lines'],
	['aliases', `- &a x\n- [${'*a,'.repeat(20_000)}]`, '100 aliases'],
	['a mebibyte of nothing', ' '.repeat(1024 ** 2), '1048576 bytes'],
];

describe('a file that would keep all projects waiting', () => {
	test.each(greedy)('is refused before it is parsed, with its name, the limit and what is there: %s', (_, text, told) => {
		const began = process.cpuUsage();
		const { kind, what, why } = failureOf(() => parseProject(text, path));
		expect(millisecondsSince(began)).toBeLessThan(500);
		expect({ kind, what }).toEqual({ kind: 'config', what: expect.stringContaining(told) });
		expect(what).toContain(path);
		expect(why).toMatch(/^Berth reads \d+ .*at most/);
	});

	test('is refused wherever YAML is read', () => {
		expect(failureOf(() => parseServer('['.repeat(9000), '/opt/deploy/server.yml')).what).toContain('/opt/deploy/server.yml');
	});
});

/** Of the processor's time: others may use it, too. */
function millisecondsSince(began: NodeJS.CpuUsage): number {
	return process.cpuUsage(began).user / 1000;
}

/** As much of a text as is within the limits. */
function accepted(text: string): string {
	let [fits, tooLong] = [0, text.length + 1];
	while (tooLong - fits > 1) {
		const half = Math.floor((fits + tooLong) / 2);
		try {
			requireModest(text.slice(0, half), path);
			fits = half;
		} catch {
			tooLong = half;
		}
	}
	return text.slice(0, fits);
}

test('the worst of what is accepted takes no half second', () => {
	const indented = many(300, (index) => `${' '.repeat(index)}a:\n`);
	const unknown = many(1000, (index) => `${'domain'.repeat(10)}${index}:\n`);
	const aliased = `- &a x\n${many(800, (index) => `- x${index}\n`)}${'- *a\n'.repeat(99)}`;
	const mapped = `${head}environment:\n${many(5000, (index) => ` K${index}: x\n`)}`;
	const volumes = `${head}volumes:\n${many(5000, (index) => ` - a${index}:/b${index}\n`)}`;
	for (const text of [...greedy.map(([, one]) => one), indented, unknown, aliased, mapped, volumes]) {
		const most = accepted(text);
		const began = process.cpuUsage();
		try {
			parseProject(most, path);
		} catch {
			// Whatever is wrong with it: the time counts.
		}
		expect(millisecondsSince(began), most.slice(0, 60)).toBeLessThan(500);
	}
});

test('settings of any size that people write are read: 500 variables, 60 of them on one line, 200 host names', () => {
	const names = many(200, (index) => `shop-${index}.example.com, `);
	const variables = `environment: {${many(60, (index) => `A${index}: "[{[", `)}\n${many(440, (index) => `  B${index}: "it's: - ? [x]",\n`)}}\n`;
	const project = parseProject(`name: shop\ndomains: [${names}]\nbuild: true\nport: 8000\n${variables}`, path);
	expect([project.domains.length, Object.keys(project.environment).length]).toEqual([200, 500]);
});
