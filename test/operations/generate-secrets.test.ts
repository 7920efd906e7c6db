import { expect, test } from 'vitest';
import { planGenerateSecrets } from '../../source/operations/generate-secrets.ts';
import { exampleSnapshot } from '../fakes/example-snapshot.ts';
import { newShop, serverWith } from './shop.ts';

const intent = { kind: 'generate-secrets', project: 'shop' } as const;

test('adds only what is missing, and touches no value that is there', () => {
	const plan = planGenerateSecrets(serverWith(), intent);
	const [step] = plan.steps;
	expect(step).toMatchObject({ kind: 'write-env', path: '/opt/projects/shop/.env', existed: true });
	const keys = step?.kind === 'write-env' ? step.entries.map(({ key }) => key) : [];
	expect(keys).toContain('SECRET_KEY');
	expect(keys).not.toContain('POSTGRES_PASSWORD');
	expect(plan.title).toBe(`Add ${keys.join(', ')} to shop's .env`);
	expect(plan.notes).toEqual(['Running replicas keep what they have until their next deploy']);
});

test('writes a whole file where there is none', () => {
	const snapshot = newShop();
	const projects = snapshot.projects.map(({ envKeys: _, ...project }) => project);
	const [step] = planGenerateSecrets({ ...snapshot, projects }, intent).steps;
	expect(step).toMatchObject({ existed: false, entries: expect.arrayContaining([expect.objectContaining({ key: 'POSTGRES_PASSWORD' })]) });
});

test('has nothing to do when every secret is there', () => {
	const [step] = planGenerateSecrets(serverWith(), intent).steps;
	const missing = step?.kind === 'write-env' ? step.entries.map(({ key }) => key) : [];
	const plan = planGenerateSecrets(serverWith({ envKeys: ['POSTGRES_USER', 'POSTGRES_PASSWORD', ...missing] }), intent);
	expect(plan).toMatchObject({ steps: [], empty: true, title: 'shop has every secret it needs' });
});

test('refuses a directory that is no whole project', () => {
	expect(() => planGenerateSecrets(exampleSnapshot, { ...intent, project: 'blog' })).toThrow(
		expect.objectContaining({ kind: 'refused', what: 'blog is not a whole project: project.yml is missing' }),
	);
});
