import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { composeInput } from '../../source/host/compose-input.ts';
import { Secret } from '../../source/model/secret.ts';

const file = `
x-app: &app
  env_file: ["/opt/.env"]
  environment: {URL: "pg://\${USER}:\${PASSWORD}@db", PRICE: "5$$", NONE: "<\${NOBODY}>"}
services:
  one: {<<: *app, command: ["echo", "$$HOME"]}
  two: {image: x, environment: {ONLY: "\${PASSWORD}"}}
networks: {project: {external: true, name: p_internal}}
`;

/** As compose reads it: `$$` is a dollar. */
async function environments(values: Readonly<Record<string, string>>) {
	const input = await composeInput(file, new Map(Object.entries(values).map(([key, value]) => [key, new Secret(value)])));
	expect(input).toMatch(/^[\u0020-\u007E]*$/);
	const { services } = parse(input) as { services: Record<string, { environment: Record<string, string> }> };
	const read = (text: string) => {
		expect(text.replaceAll('$$', '')).not.toContain('$');
		return text.replaceAll('$$', '$');
	};
	return Object.fromEntries(
		Object.entries(services).map(([name, { environment }]) => [
			name,
			Object.fromEntries(Object.entries(environment).map(([key, text]) => [key, read(text)])),
		]),
	);
}

test('every value stands in the input as it is, whatever characters it has', async () => {
	const text = fc.oneof(
		fc.string({ unit: 'grapheme' }),
		fc.constantFrom('$', '$$', `\${PASSWORD}`, 'a\nb', '\u0000\u007f\u0085\u2028\ufffe\u{10ffff}'),
	);
	await fc.assert(
		fc.asyncProperty(text, text, async (user, password) => {
			const { one, two } = await environments({ USER: user, PASSWORD: password });
			expect(one).toEqual({ USER: user, PASSWORD: password, URL: `pg://${user}:${password}@db`, PRICE: '5$', NONE: '<>' });
			expect(two).toEqual({ ONLY: password });
		}),
		{ numRuns: 40 },
	);
});

test('compose is not told of the file, and the rest stays as it was', async () => {
	const input = await composeInput(file, new Map());
	expect(input).not.toContain('.env');
	expect(parse(input)).toMatchObject({
		services: { one: { command: ['echo', '$$HOME'] }, two: { image: 'x' } },
		networks: { project: { external: true, name: 'p_internal' } },
	});
});
