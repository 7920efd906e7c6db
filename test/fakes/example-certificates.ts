import { type Certificate, renewAt } from '../../source/model/certificate.ts';

/** A certificate of shop's from the CA, as an observation finds it: of 90 days from 1970 on, unless told otherwise. */
export function exampleCertificate(change: Partial<Certificate> = {}): Certificate {
	const certificate: Certificate = {
		number: 1,
		path: '/opt/nginx/certificates/shop/1',
		source: 'ca',
		names: ['shop.example', 'www.shop.example'],
		issuer: "Let's Encrypt R11",
		serial: '04aa',
		notBefore: 0,
		expiresAt: 90 * 86_400_000,
		keyMatches: true,
		renewAt: 0,
		...change,
	};
	return { ...certificate, renewAt: change.renewAt ?? renewAt(certificate) };
}

/** A certificate, signed by itself, and when it ends, epoch ms. */
export const soonCertificate = {
	end: Date.UTC(2030, 1, 6, 18, 52, 52),
	pem: `-----BEGIN CERTIFICATE-----
MIIBgTCCASegAwIBAgIUJpMLXcxsQ1kGm521AA9lDgeLJoAwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLZXhhbXBsZS5jb20wHhcNMjYxMTI0MTg1MjUyWhcNMzAwMjA2
MTg1MjUyWjAWMRQwEgYDVQQDDAtleGFtcGxlLmNvbTBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABBxpw2sl82G36wVucUXw5EN1fZbL5sQMDR5KaLwG2lo13cbfw33X
O1s4uHX2x42VLbwWm6yTUBiEn4tYnxdv9oCjUzBRMB0GA1UdDgQWBBRNgEu4sIXx
VZPiMI9RelQ8nCAkWDAfBgNVHSMEGDAWgBRNgEu4sIXxVZPiMI9RelQ8nCAkWDAP
BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQC0lGFvuUHTRYfZJccR
Lz1NOApmOKhxBsKmrGKX6uI1egIgFRI75f8c5YGx8x9nozkzYe4ziykQ3jFp0BP3
B73HQo4=
-----END CERTIFICATE-----
`,
};

/** One that ends two months later. */
export const lateCertificate = {
	end: Date.UTC(2030, 3, 7, 18, 52, 52),
	pem: `-----BEGIN CERTIFICATE-----
MIIBgTCCASegAwIBAgIULguylPshL8eGPK8CvBE2PnZRgsIwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLZXhhbXBsZS5jb20wHhcNMjYxMTI0MTg1MjUyWhcNMzAwNDA3
MTg1MjUyWjAWMRQwEgYDVQQDDAtleGFtcGxlLmNvbTBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABCul+3W+OyBoOzqHxBaIt/oCbdPhWYuHdf6O+v0GHadB5vXyynNy
r0BjXTQ7XEAxGMAAfqnaZu1MvSTqZWE04fSjUzBRMB0GA1UdDgQWBBQiYQi16cIl
PFkCbtdZqUMRU5BMRDAfBgNVHSMEGDAWgBQiYQi16cIlPFkCbtdZqUMRU5BMRDAP
BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQDpC9vTjfO9rTIw3g2S
+eNPBX25yESTdrIGQuZI/0M77gIgUhDah2hR5ivUwh7927UUwvQTd3gp1ehR4+Z+
I8aiq7A=
-----END CERTIFICATE-----
`,
};

/** A certificate of no trust, and the key to it. */
export const examplePair = {
	pem: `-----BEGIN CERTIFICATE-----
MIIBhTCCASugAwIBAgIUUGQFAsH/O+EhiNb5cufwR1ZD6r8wCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMc2hvcC5leGFtcGxlMCAXDTI2MTEyOTE1MjczN1oYDzIxMjYx
MTA1MTUyNzM3WjAXMRUwEwYDVQQDDAxzaG9wLmV4YW1wbGUwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAARS5PdNgtltO0jE/iJpoU2uPI80m73AcHRGtILVPB6QvHtJ
TRTgjRW03YdB5+eIR0MP0eBLjCqpWM5xd/F6RApCo1MwUTAdBgNVHQ4EFgQUfqDj
QCzi4wIssVwc2i21hbl/tMMwHwYDVR0jBBgwFoAUfqDjQCzi4wIssVwc2i21hbl/
tMMwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBLjw1o6STzmynr
TdJb/CeLcrwCYRdYUBjrzDxBD/I9ugIhAMsccKsBz6uM28N1ikkIoMj0uMT5X7vk
brWWBfxAxee/
-----END CERTIFICATE-----
`,
	key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgkV9rpw9WqoKEul6F
MP0emLB8STeNJ/oDI48AhDL5NSihRANCAARS5PdNgtltO0jE/iJpoU2uPI80m73A
cHRGtILVPB6QvHtJTRTgjRW03YdB5+eIR0MP0eBLjCqpWM5xd/F6RApC
-----END PRIVATE KEY-----
`,
};

/** A certificate of 90 days with several names and an OCSP address, the key to it, and what it says of itself. */
export const namedPair = {
	facts: {
		names: ['shop.example', 'www.shop.example', '*.more.example'],
		issuer: 'Example CA Example CA 1',
		serial: '27BE745A5AA6DC2F7B94B486183ECBE80E8586FC',
		notBefore: Date.UTC(2026, 10, 30, 10, 55, 23),
		expiresAt: Date.UTC(2027, 1, 28, 10, 55, 23),
		ocsp: 'http://ocsp.example/',
	},
	pem: `-----BEGIN CERTIFICATE-----
MIICGzCCAcKgAwIBAgIUJ750Wlqm3C97lLSGGD7L6A6FhvwwCgYIKoZIzj0EAwIw
LDETMBEGA1UECgwKRXhhbXBsZSBDQTEVMBMGA1UEAwwMRXhhbXBsZSBDQSAxMB4X
DTI2MTEzMDEwNTUyM1oXDTI3MDIyODEwNTUyM1owLDETMBEGA1UECgwKRXhhbXBs
ZSBDQTEVMBMGA1UEAwwMRXhhbXBsZSBDQSAxMFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAEB6v/mwRmyP6/sNFaaYlO9uEvvQ6jeNULZazwJLxf0gU5ngQFh5un/G9d
u/YpgddVjajPs+v6acCMJn/32iItEqOBwTCBvjAdBgNVHQ4EFgQUHue2yCFjuEcn
ZlrZsDsmpnn791QwHwYDVR0jBBgwFoAUHue2yCFjuEcnZlrZsDsmpnn791QwDwYD
VR0TAQH/BAUwAwEB/zA5BgNVHREEMjAwggxTaG9wLmV4YW1wbGWCEHd3dy5zaG9w
LmV4YW1wbGWCDioubW9yZS5leGFtcGxlMDAGCCsGAQUFBwEBBCQwIjAgBggrBgEF
BQcwAYYUaHR0cDovL29jc3AuZXhhbXBsZS8wCgYIKoZIzj0EAwIDRwAwRAIgBdLQ
K40k8BrmVTs5+i/OmWRTpML4sZ5C77Ht4EyT7ZcCIASLJDz7JuG9H1UMzB7nT59K
Tj1+E27d0nuzy2V8TboC
-----END CERTIFICATE-----
`,
	key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg6/hF3OKJ4LYWMv/H
h1ENZZ777Jbz+6Ocp5ljSE2IZQqhRANCAAQHq/+bBGbI/r+w0VppiU724S+9DqN4
1QtlrPAkvF/SBTmeBAWHm6f8b1279imB11WNqM+z6/ppwIwmf/faIi0S
-----END PRIVATE KEY-----
`,
};
