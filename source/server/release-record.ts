import * as z from 'zod';

/** `.release.json` in a release's directory: the image it had when it was first obtained. */
export interface ReleaseRecord {
	readonly version: string;
	/** The local tag: `shop-backend:v2`. */
	readonly image: string;
	/** Docker's id of the image. */
	readonly imageId: string;
	/** Digest in the registry it was pulled from. */
	readonly digest?: string;
	/** Epoch ms. */
	readonly obtainedAt: number;
}

const schema = z.object({
	version: z.string().min(1),
	image: z.string().min(1),
	imageId: z.string().min(1),
	digest: z.string().min(1).optional(),
	obtainedAt: z.number(),
});

/** Reads a record; `undefined` if there is none or it is broken, which only means that the release was never deployed. */
export function parseReleaseRecord(text: string | undefined): ReleaseRecord | undefined {
	if (text === undefined) return undefined;
	try {
		const { digest, ...record } = schema.parse(JSON.parse(text));
		return { ...record, ...(digest !== undefined && { digest }) };
	} catch {
		return undefined;
	}
}

/** The text of a record. */
export function renderReleaseRecord(record: ReleaseRecord): string {
	const { version, image, imageId, digest, obtainedAt } = record;
	return `${JSON.stringify({ version, image, imageId, digest, obtainedAt }, null, 2)}\n`;
}
