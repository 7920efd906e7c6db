import { isProjectName } from './names.ts';

/** A version with its directory and, once it was deployed, its image. */
export interface Release {
	readonly version: string;
	/** The local tag that compose files name: `shop-backend:v2`. */
	readonly image: string;
	/** Docker's id of the image of this release when it was deployed. */
	readonly imageId?: string;
	/** Digest in the registry it was pulled from. */
	readonly digest?: string;
	/** Epoch ms of the first time it was obtained. */
	readonly obtainedAt?: number;
	/** True while its image is in the engine: a roll back to it needs neither build nor pull. */
	readonly hasImage: boolean;
	/** True if that image is there without its tag, which somebody removed. */
	readonly untagged?: true;
	/** True if its directory has anything to build. */
	readonly hasSource: boolean;
	/** True if it is known without its directory, which somebody removed: by its record, or because it has replicas. */
	readonly directoryGone?: true;
}

/** The local tag of a release's image. */
export function imageOf(project: string, version: string): string {
	return `${project}-backend:${version}`;
}

/** The project whose image has that tag, if it is one's. */
export function projectOfImage(tag: string): string | undefined {
	const [, project = ''] = /^([^/:]+)-backend:/.exec(tag) ?? [];
	return isProjectName(project) ? project : undefined;
}
