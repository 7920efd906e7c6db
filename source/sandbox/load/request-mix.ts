import { createHash, randomBytes } from 'node:crypto';

/** One request, and what is a right answer to it. */
export interface MixedRequest {
	readonly method: 'GET' | 'POST';
	readonly path: string;
	readonly body?: Buffer;
	/** How long the app waits on purpose, ms. */
	readonly wait: number;
	/** What is wrong with an answer of status 2xx, if anything. */
	fault(answer: Readonly<Record<string, unknown>>): string | undefined;
}

/** How long `/slow` takes, ms. */
const slowWait = 2_000;

const bodies = Array.from({ length: 20 }, (_, index) => postOf(randomBytes(1024 * (index + 1) - index * 7)));

const page: MixedRequest = { method: 'GET', path: '/', wait: 0, fault: ({ replica }) => (replica ? undefined : 'named no replica') };

const slow: MixedRequest = { ...page, path: `/slow?ms=${slowWait}`, wait: slowWait };

/** Request number `index`: one in a hundred is slow, one in four posts 1–20 KiB, the rest get the page. */
export function requestAt(index: number): MixedRequest {
	if (index % 100 === 50) return slow;
	return index % 4 === 3 ? (bodies[(index >> 2) % bodies.length] ?? page) : page;
}

function postOf(body: Buffer): MixedRequest {
	const hash = createHash('sha256').update(body).digest('hex');
	return {
		method: 'POST',
		path: '/echo',
		body,
		wait: 0,
		fault({ bytes, sha256 }) {
			if (bytes !== body.length) return `read ${String(bytes)} of ${body.length} bytes`;
			return sha256 === hash ? undefined : 'read another body than was sent';
		},
	};
}
