/** `release.json` among what Berth made for a release: the image it had when it was first obtained. */
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

/** Reads a record; `undefined` if there is none or it is broken, which only means that the release was never deployed. */
export function parseReleaseRecord(text: string | undefined): ReleaseRecord | undefined {
	if (text === undefined) return undefined;
	try {
		const { version, image, imageId, digest, obtainedAt } = JSON.parse(text) as Partial<Record<keyof ReleaseRecord, unknown>>;
		if (!isText(version) || !isText(image) || !isText(imageId) || typeof obtainedAt !== 'number') return undefined;
		if (digest === undefined) return { version, image, imageId, obtainedAt };
		return isText(digest) ? { version, image, imageId, digest, obtainedAt } : undefined;
	} catch {
		return undefined;
	}
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

/** The text of a record. */
export function renderReleaseRecord(record: ReleaseRecord): string {
	const { version, image, imageId, digest, obtainedAt } = record;
	return `${JSON.stringify({ version, image, imageId, digest, obtainedAt }, null, 2)}\n`;
}
