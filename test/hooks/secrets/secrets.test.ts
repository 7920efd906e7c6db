import { describe, expect, it, vi } from 'vitest';
import { plainText } from '../../../hooks/line.ts';
import { startPlace } from '../../../hooks/list-place.ts';
import { secretsLines } from '../../../hooks/secrets/secrets-lines.ts';
import { exampleProjects, exampleView } from '../../fakes/example-fleet.ts';
import { exampleShop } from '../../fakes/example-snapshot.ts';
import { openTestConsole } from '../../fakes/open-test-console.ts';

const body = { columns: 80, rows: 21 };
const textOf = (...words: Parameters<typeof secretsLines>) => secretsLines(...words).map(plainText);

describe('the secrets of a project', () => {
	it('are names, those that are missing first', () => {
		const text = textOf(exampleShop, 'shop', startPlace, body);
		expect(text).toHaveLength(body.rows);
		expect(text[2]).toMatch(/^› ▲ +BACKEND_EXTERNAL_PORT +missing +setting, 8101/);
		expect(text.find((line) => line.includes(' POSTGRES_PASSWORD '))).toMatch(/● +POSTGRES_PASSWORD +•••••• +secret, 32 random characters/);
		expect(text.at(-1)).toBe(' ▲ 8 names to be made: E shows the plan');
	});

	it('say what happens when the file is missing or its project.yml is wrong', () => {
		const { envKeys: _, ...without } = exampleShop;
		expect(textOf(without, 'shop', startPlace, body).at(-1)).toContain('There is no .env. ');
		const problem = { kind: 'config', what: 'project.yml is wrong' } as const;
		expect(textOf({ ...exampleShop, problem }, 'shop', startPlace, body).at(-1)).toContain('project.yml is wrong');
		expect(textOf(undefined, 'shop', startPlace, body).at(-1)).toContain('gone');
	});

	it('open with E, move like every list, and lead to the plan', async () => {
		const test = openTestConsole();
		test.press('G', 'E', 'j', 'j');
		expect(test.console.get().screens).toMatchObject([{ kind: 'secrets', project: 'shop', cursor: { index: 2 } }]);
		test.press('E');
		await vi.waitFor(() => expect(test.control.planned).toEqual([{ kind: 'generate-secrets', project: 'shop' }]));
		test.press('esc');
		expect(test.console.get().screens).toMatchObject([{ kind: 'secrets' }]);
	});

	it('lead to no plan when nothing is missing', () => {
		const test = openTestConsole();
		const keys = ['BACKEND_EXTERNAL_PORT', 'POSTGRES_EXTERNAL_PORT', 'WORKERS', 'POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB'];
		const envKeys = [...keys, 'SECRET_KEY', 'CSRF_SECRET_KEY', 'ALGORITHM', 'ENVIRONMENT', 'STRIPE_KEY'];
		test.server.set(exampleView(exampleProjects.map((project) => ({ ...project, envKeys }))));
		test.press('E', 'enter');
		expect(test.console.get().message?.text).toBe('Enter: nothing is missing');
		expect(test.control.planned).toEqual([]);
	});
});
