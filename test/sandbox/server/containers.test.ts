import { expect, test } from 'vitest';
import { isOf, requireFreeNames, seenContainers } from '../../../source/sandbox/server/containers.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { fakeSession, root } from '../fake-session.ts';

const engine = { host: 'unix:///a.sock', own: false };
const ours = { id: '1', name: 'shop-blue-1', project: 'shop', directory: `${root}/deploy/projects/shop/releases/v1` };
const theirs = { ...ours, directory: '/opt/deploy/projects/shop/releases/v1' };

test('tells its own containers from those of another server by the directory of the file that made them', async () => {
	const lines = [ours, theirs].map(({ id, name, project, directory }) => [id, name, project, directory].join('\t'));
	const seen = await seenContainers(fakeSession({ ' ps ': `${lines.join('\n')}\nx\tredis\t\t\n` }), engine);
	expect(seen).toEqual([ours, theirs, { id: 'x', name: 'redis', project: '', directory: '' }]);
	expect(seen.map((one) => isOf(root, one))).toEqual([true, false, false]);
});

test('starts where no name is taken, and beside names that only look alike', () => {
	const others = ['shop', 'shopping-blue-1', 'my-shop-blue-1', 'nginx-proxy'].map((name) => ({ ...theirs, name }));
	expect(() => requireFreeNames([ours, ...others], root)).not.toThrow();
});

test.each(['shop-blue-1', 'blog-redis', 'api-green-16', 'shop-migrate', 'berth-sandbox-proxy'])(
	'refuses to start beside a %s of another server, and says whose it is',
	(name) => {
		expect(failureOf(() => requireFreeNames([{ ...theirs, name }], root))).toMatchObject({
			kind: 'refused',
			what: `Containers on this Docker engine have the sandbox's names: ${name}`,
			why: `They belong to ${theirs.directory}`,
			next: expect.stringContaining('--down'),
		});
	},
);
