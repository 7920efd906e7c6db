import type { Operation } from '../../journal/records.ts';
import { Failure } from '../../model/failure.ts';
import type { RunningOperation } from '../../model/snapshot.ts';
import type { Session } from '../session.ts';

/** The operation that is named, or else the only one that `isMeant`; throws if that is not clear. */
export async function chosenOperation(
	session: Session,
	which: string | undefined,
	isMeant: (operation: RunningOperation) => boolean,
): Promise<Operation> {
	const { control } = await session.server();
	if (which !== undefined) return control.find(which);
	const [only, ...more] = (await unfinishedOperations(session)).filter(isMeant);
	if (only !== undefined && more.length === 0) return control.find(only.id);
	throw new Failure({
		kind: 'refused',
		what: only === undefined ? 'No operation is running' : 'More than one operation is running',
		next:
			only === undefined
				? '`berth history` shows those that ended'
				: `Name one: ${[only, ...more].map(({ id, project }) => `${id} (${project})`).join(', ')}`,
	});
}

/** Operations that run, or whose runner died. */
export async function unfinishedOperations(session: Session): Promise<readonly RunningOperation[]> {
	const { host, layout } = await session.server();
	const { observeOperation } = await import('../../watch/observe/observe-operations.ts');
	const { findOwned } = await import('../../journal/owner.ts');
	const { names, unnoted } = await findOwned(host, layout);
	const operations = await Promise.all(names.map((name) => observeOperation(host, layout, name, async () => unnoted)));
	return operations.filter((operation) => operation !== undefined);
}
