import { Failure } from '../model/failure.ts';
import type { ServiceContainer } from '../model/replica.ts';
import type { ProjectSnapshot } from '../model/snapshot.ts';

/** The container of a project's data service; throws a `refused` failure that names those there are. */
export function findService({ name, services }: ProjectSnapshot, service: string): ServiceContainer {
	const found = services.find((one) => one.service === service);
	if (found !== undefined) return found;
	const there = services.map((one) => one.service).join(', ');
	throw new Failure({
		kind: 'refused',
		what: `${name} has no service ${service}`,
		next: there === '' ? `It has none: name postgres or redis in its project.yml to have one` : `There are ${there}`,
	});
}
