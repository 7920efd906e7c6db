import { expect, test } from 'vitest';
import { certificateEnd } from '../../../source/watch/observe/certificate-end.ts';
import { lateCertificate, soonCertificate } from '../../fakes/example-certificates.ts';

test('takes the end of the site’s own certificate, not of those that vouch for it', () => {
	expect(certificateEnd(lateCertificate.pem + soonCertificate.pem)).toBe(lateCertificate.end);
});

test('knows no end of a file that is no certificate', () => {
	expect(certificateEnd('PEM')).toBeUndefined();
	expect(certificateEnd(soonCertificate.pem.slice(0, 300))).toBeUndefined();
});
