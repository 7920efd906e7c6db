import type { Docker, ImageInfo } from '../host/host.ts';
import { projectOfImage } from '../model/release.ts';

/** Repositories of the images that the engine has, without those that Berth has made, by name; none while the engine does not answer. */
export async function localRepositories(docker: Pick<Docker, 'images'>): Promise<readonly string[]> {
	const images = await docker.images().catch((): readonly ImageInfo[] => []);
	const tags = images.flatMap((image) => image.tags).filter((tag) => !tag.startsWith('<none>') && projectOfImage(tag) === undefined);
	// A registry may have a port: the tag is what follows the last `:` after the last `/`.
	return [...new Set(tags.map((tag) => tag.replace(/:[^:/]*$/, '')))].sort();
}
