import { expect, test } from 'vitest';
import { isPrivateAddress } from '../../source/model/private-address.ts';

test.each(['10.1.2.3', '172.31.0.1', '192.168.1.1', '100.64.0.1', '169.254.169.254', '127.0.0.1', 'fd00::1', 'fe80::1', '::1'])(
	'%s is nobody’s on the internet',
	(address) => {
		expect(isPrivateAddress(address)).toBe(true);
	},
);

test.each(['203.0.113.4', '172.32.0.1', '100.128.0.1', '2001:db8::1'])('%s is', (address) => {
	expect(isPrivateAddress(address)).toBe(false);
});
