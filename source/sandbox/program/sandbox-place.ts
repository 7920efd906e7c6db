import { join } from 'node:path';

/** What of the sandbox lies where. All of it is below `directory`, which git ignores. */
export interface SandboxPlace {
	readonly repository: string;
	readonly directory: string;
	/** Root of the sandbox's own server, as `berth --root` takes it. */
	readonly root: string;
	/** The same, as a person in the repository types it. */
	readonly shownRoot: string;
	/** The command as it is installed. */
	readonly program: string;
	readonly record: string;
	readonly lock: string;
}

/** The sandbox of a repository. */
export function placeOf(repository: string): SandboxPlace {
	const directory = join(repository, '.sandbox');
	return {
		repository,
		directory,
		root: join(directory, 'root'),
		shownRoot: '.sandbox/root',
		program: join(repository, 'dist/berth.js'),
		record: join(directory, 'record.json'),
		lock: join(directory, 'sandbox.lock'),
	};
}
