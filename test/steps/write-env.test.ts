import { expect, test } from 'vitest';
import type { Secret } from '../../source/model/secret.ts';
import { type WriteEnv, writeEnv } from '../../source/steps/write-env.ts';
import { emptyServer } from '../fakes/model-host-server.ts';
import { stageIn } from './step-context.ts';

const path = '/opt/projects/shop/.env';
const data: WriteEnv = {
	kind: 'write-env',
	path,
	existed: true,
	entries: [
		{ key: 'A', value: { kind: 'text', text: 'other' } },
		{ key: 'WORKERS', value: { kind: 'text', text: '4' } },
		{ key: 'PASSWORD', value: { kind: 'generate', length: 12 } },
	],
};

test('keeps what exists byte for byte, and starts what is new on a line of its own', async () => {
	const { context, world } = stageIn(await emptyServer());
	world.files.put({ [path]: '# mine\nA="x y"' });
	expect(await writeEnv.perform(data, context)).toEqual({ added: 2 });
	expect(world.files.text(path)).toBe('# mine\nA="x y"\nWORKERS=4\nPASSWORD=s1xxxxxxxxxx\n');
	expect(await writeEnv.perform(data, context)).toEqual({ added: 0 });
});

test('has what it makes hidden before it is written, and no setting', async () => {
	const { context, world } = stageIn(await emptyServer());
	await world.files.makeDirectory('/opt/projects/shop');
	const hidden: (readonly [string, string | undefined])[] = [];
	const hide = (secrets: readonly Secret[]) => {
		for (const secret of secrets) hidden.push([secret.reveal(), world.files.text(path)]);
	};
	await writeEnv.perform({ ...data, existed: false }, { ...context, hide });
	expect(hidden).toEqual([['s1xxxxxxxxxx', undefined]]);
});
