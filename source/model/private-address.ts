/** How addresses begin that mean another machine in every network, or this one (RFC 1918, 6598, 3927; 4193, 4291). */
const within = [
	/^(?:0|10|127)\./,
	/^172\.(?:1[6-9]|2\d|3[01])\./,
	/^192\.168\./,
	/^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
	/^169\.254\./,
	/^f[cd][0-9a-f]{2}:/i,
	/^fe[89ab][0-9a-f]:/i,
	/^::1?$/,
];

/** True for an address that whoever asks from the internet does not reach, or reaches elsewhere. */
export function isPrivateAddress(address: string): boolean {
	return within.some((beginning) => beginning.test(address));
}
