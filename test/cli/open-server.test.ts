import { expect, test } from 'vitest';
import { openServer } from '../../source/cli/open-server.ts';
import type { Host } from '../../source/host/host.ts';
import { FakeFiles } from '../fakes/fake-files.ts';

test('a root that is not there is refused, with what names the right one', async () => {
	const opening = openServer('/srv/nosuch', () => ({ files: new FakeFiles() }) as unknown as Host);
	await expect(opening).rejects.toMatchObject({
		kind: 'refused',
		what: 'There is no directory /srv/nosuch, so there is no server in it',
		next: expect.stringContaining('--root or BERTH_ROOT'),
	});
});
