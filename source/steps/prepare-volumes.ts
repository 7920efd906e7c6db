import type { FileStat, MountOwner } from '../host/host.ts';
import { formatList } from '../model/format.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const prepareVolumesData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('prepare-volumes'),
		project: z.string(),
		/** The release's local tag. */
		image: z.string(),
		/** Who runs in its containers instead of the image's user. */
		user: z.string().exactOptional(),
		/** Absolute paths. */
		volumes: z.array(z.string()),
	});

/** Makes the directories that the app mounts, for the user who runs in the image, and warns of those that this user cannot write. */
export type PrepareVolumes = DataOf<typeof prepareVolumesData>;

export const prepareVolumes: StepDefinition<PrepareVolumes> = {
	kind: 'prepare-volumes',
	data: prepareVolumesData,
	group: 'Prepare',
	words: ({ volumes, user }) =>
		`Make ${formatList(volumes)} where missing, for ${user === undefined ? 'the user of the image' : `user ${user}`}`,
	async perform(data, { host, report }) {
		const user = data.user ?? (await host.docker.image(data.image))?.user ?? '';
		const owner = ownerOf(user);
		for (const path of data.volumes) {
			const before = await host.files.stat(path);
			await host.files.requireMount(path, owner);
			const trouble = troubleOf(before, user, owner);
			if (trouble !== undefined) report(`${path} ${trouble}: ${chownCommand(data, user, path)}`);
		}
		return { volumes: data.volumes.length };
	},
	undo: { policy: 'nothing' },
	onFailure: 'undo',
};

/** The user that an image or project.yml names, if by number: names are known only inside the image. */
function ownerOf(user: string): MountOwner | undefined {
	const [, uid, gid] = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(user) ?? [];
	if (uid === undefined) return undefined;
	return { uid: Number(uid), ...(gid !== undefined && { gid: Number(gid) }) };
}

function isRoot(user: string): boolean {
	return /^(|0|root)(:.*)?$/.test(user);
}

/** Why the app cannot write there, as far as that is known from outside. */
function troubleOf(before: FileStat | undefined, user: string, owner: MountOwner | undefined): string | undefined {
	if (isRoot(user) || (before !== undefined && (before.mode & 0o022) !== 0)) return undefined;
	if (owner === undefined)
		return before === undefined || before.owner === 0
			? `belongs to root, and the app runs as ${user}, so it cannot write there`
			: undefined;
	if (before === undefined || (before.owner === owner.uid && (before.mode & 0o200) !== 0)) return undefined;
	return `belongs to user ${before.owner}, and the app runs as ${user}, so it cannot write there`;
}

function chownCommand({ image }: PrepareVolumes, user: string, path: string): string {
	if (ownerOf(user) !== undefined) return `chown -R ${user} ${path}`;
	const [name = ''] = user.split(':');
	return `chown -R "$(docker run --rm --network none --entrypoint id ${image} -u ${shellWord(name)})" ${path}`;
}

/** Whoever made the image chose the name. */
function shellWord(word: string): string {
	return /^[\w.-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
