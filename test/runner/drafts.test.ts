import { expect, test } from 'vitest';
import { createDrafts, type Draft } from '../../source/runner/drafts.ts';
import { layoutOf } from '../../source/server/layout.ts';
import { FakeFiles } from '../fakes/fake-files.ts';

const draft: Draft = { id: 'new-abc', texts: { name: 'shop' }, at: 'domains', passed: ['name'], changedAt: 5, isStarted: false };

function open() {
	const files = new FakeFiles();
	return { files, drafts: createDrafts({ files }, layoutOf('/opt')) };
}

test('gives back what was saved, the last changed first', async () => {
	const { drafts } = open();
	const later = { ...draft, id: 'new-abd', changedAt: 6 };
	await drafts.save(draft);
	await drafts.save(later);
	expect(await drafts.list()).toEqual([later, draft]);
});

test('keeps drafts where only their owner can read them', async () => {
	const { drafts, files } = open();
	await drafts.save(draft);
	expect(await files.stat('/opt/deploy/drafts/new-abc.json')).toMatchObject({ mode: 0o600 });
});

test('forgets what was discarded', async () => {
	const { drafts } = open();
	await drafts.save(draft);
	await drafts.discard(draft.id);
	await drafts.discard(draft.id);
	expect(await drafts.list()).toEqual([]);
});

test('passes over files that are no drafts', async () => {
	const { drafts, files } = open();
	const unknown = JSON.stringify({ ...draft, texts: { password: 'x' } });
	files.put({ '/opt/deploy/drafts/a.json': '{', '/opt/deploy/drafts/b.json': unknown, '/opt/deploy/drafts/c.txt': JSON.stringify(draft) });
	expect(await drafts.list()).toEqual([]);
});

test('never writes outside its directory', async () => {
	await expect(open().drafts.save({ ...draft, id: '../x' })).rejects.toThrow('is no draft');
});
