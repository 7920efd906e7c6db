import { expect, test } from 'vitest';
import { deniedVolume, ownVolumeAdvice } from '../../source/model/denied-volume.ts';

const data = { directory: '/opt/projects/shop/volumes/data', to: '/data' };

test.each([
	"Error: EACCES: permission denied, open '/data/x'",
	'mkdir: cannot create directory ‘/data’: Permission denied',
	'PermissionError: [Errno 13] Permission denied: "/data/uploads"',
])('knows the volume of %s', (line) => {
	expect(deniedVolume(['starting', line], [data])).toBe(data);
});

test.each([
	"EACCES: permission denied, open '/database/x'",
	"EACCES: permission denied, open '/srv/data/x'",
	'permission denied for table orders',
	'wrote /data/x',
])('takes nothing else for it: %s', (line) => {
	expect(deniedVolume([line], [data])).toBeUndefined();
});

test('says the command, with what is known of the user', () => {
	expect(ownVolumeAdvice(data, '4321')).toContain('`chown -R 4321 /opt/projects/shop/volumes/data`');
	expect(ownVolumeAdvice(data, '')).toContain('chown -R root ');
	expect(ownVolumeAdvice(data, 'app', 'shop-blue-1')).toContain('chown -R "$(docker exec shop-blue-1 id -u)" ');
	expect(ownVolumeAdvice(data, 'app')).toContain('the number of its user app');
});
