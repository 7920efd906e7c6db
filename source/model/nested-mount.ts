import { Failure } from './failure.ts';

/** A directory of the server, and who mounts it. */
export interface Mounted {
	readonly source: string;
	/** Name of a container; absent for what is about to be mounted. */
	readonly container?: string;
}

/**
 * Throws if what is about to be mounted and what a container has lie in each other: root of the container that has the outer one
 * could put a link in the place of the inner one, which Docker follows to anywhere on the server. The same directory is no danger.
 * Only what lies in the project's `directory` counts: who was given more by hand was given all of it.
 */
export function refuseNested(wanted: readonly string[], had: readonly Mounted[], directory: string): void {
	const own = had.filter(({ source }) => isInside(source, directory));
	for (const source of wanted) {
		const other = own.find((one) => isInside(one.source, source) || isInside(source, one.source));
		if (other !== undefined) throw nested(source, other, directory);
	}
}

function isInside(inner: string, outer: string): boolean {
	return inner.startsWith(`${outer}/`);
}

function nested(wanted: string, { source, container }: Mounted, directory: string): Failure {
	const [inner, outer] = isInside(wanted, source) ? [wanted, source] : [source, wanted];
	return new Failure({
		kind: 'refused',
		what: `Berth does not mount ${wanted} while ${container} mounts ${source}`,
		why: `${inner} lies in ${outer}, whose container could put a link to any directory of the server in its place`,
		next: `Move it beside, to ${directory}/volumes, and name that in project.yml; or, if ${container} is not needed, remove it (docker rm --force ${container})`,
	});
}
