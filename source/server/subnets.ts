/** First and last address of a network, as numbers. */
interface Range {
	readonly first: number;
	readonly last: number;
	readonly prefix: number;
}

const size24 = 256;

/** The first /24 of `pool` that overlaps none of `taken` (CIDR); `undefined` if all are in use. */
export function nextSubnet(pool: string, taken: readonly string[]): string | undefined {
	const range = rangeOf(pool);
	if (range === undefined || range.prefix > 24) return undefined;
	// The default route holds every address and is no network.
	const used = taken.map(rangeOf).filter((one) => one !== undefined && one.prefix > 0) as readonly Range[];
	for (let first = range.first; first <= range.last; first += size24) {
		const last = first + size24 - 1;
		const clash = used.find((one) => one.first <= last && first <= one.last);
		if (clash === undefined) return `${textOf(first)}/24`;
		if (clash.last > last) first = clash.last - (clash.last % size24);
	}
	return undefined;
}

/** True if two networks (CIDR) have an address in common. What is no IPv4 network overlaps nothing. */
export function overlaps(left: string, right: string): boolean {
	const [one, other] = [rangeOf(left), rangeOf(right)];
	return one !== undefined && other !== undefined && one.first <= other.last && other.first <= one.last;
}

function rangeOf(cidr: string): Range | undefined {
	const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(cidr.trim());
	if (match === null) return undefined;
	const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
	if ([a, b, c, d].some((octet) => octet > 255) || prefix > 32) return undefined;
	const addresses = 2 ** (32 - prefix);
	const address = ((a * 256 + b) * 256 + c) * 256 + d;
	const first = address - (address % addresses);
	return { first, last: first + addresses - 1, prefix };
}

function textOf(address: number): string {
	return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
