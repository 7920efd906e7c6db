import { dotted, type Mistake } from './mistakes.ts';
import type { ProjectFile } from './project-schema.ts';
import { shownValue } from './shown-value.ts';
import { appVolumes, exampleVolume, memoryDirectory, overlapOf, serviceSource } from './volumes.ts';

/** Keys that exclude each other, or of which one must be there; told even if other keys are wrong. */
export function missingOrDouble(value: unknown, directory: string): readonly Mistake[] {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
	const { name, image, build, domain, domains } = value as Readonly<Record<string, unknown>>;
	const mistakes: Mistake[] = [];
	if (image !== undefined && build !== undefined) {
		mistakes.push({ path: ['build'], message: 'image is there too; keep build (made on this server) or image (pulled), not both' });
	}
	if (image === undefined && build === undefined) {
		mistakes.push({ path: [], message: 'neither image nor build; write "image: ghcr.io/company/shop" or "build: true"' });
	}
	if (domain !== undefined && domains !== undefined) {
		mistakes.push({ path: ['domains'], message: 'domain is there too; keep domain (one) or domains (a list), not both' });
	}
	if (domain === undefined && domains === undefined) {
		mistakes.push({ path: [], message: 'neither domain nor domains; write "domain: shop.example.com"' });
	}
	if (typeof name === 'string' && name !== directory) {
		mistakes.push({
			path: ['name'],
			message: `${shownValue(name)} lies in the directory ${directory}; name and directory must be the same`,
		});
	}
	return mistakes;
}

/** What single keys cannot show: doubles, and limits that Docker would refuse. */
export function contradictionsOf(file: ProjectFile): readonly Mistake[] {
	const { site, services } = file;
	const paths = (['webSockets', 'auth', 'limited'] as const).flatMap((key) =>
		(site[key] ?? []).map((path, index) => ({ path: ['site', key, index], name: path })),
	);
	return [
		...doubles((file.domains ?? []).map((name, index) => ({ path: ['domains', index], name }))),
		...doubles(paths.map(({ path, name }) => ({ path, name: name.toLowerCase() }))),
		...preloadAlone(site.hsts),
		...doubles((file.volumes ?? []).map(({ to }, index) => ({ path: ['volumes', index], name: to }))),
		...taken(file),
		...overlaps(file),
		...reserveOver(file.limits, ['limits']),
		...(services.postgres === undefined ? [] : reserveOver(services.postgres.limits, ['services', 'postgres', 'limits'])),
		...(services.redis === undefined ? [] : reserveOver(services.redis.limits, ['services', 'redis', 'limits'])),
	];
}

function preloadAlone(hsts: ProjectFile['site']['hsts']): readonly Mistake[] {
	if (hsts === undefined || !hsts.preload || hsts.includeSubDomains) return [];
	return [{ path: ['site', 'hsts', 'preload'], message: 'is taken by browsers only together with includeSubDomains; write both or none' }];
}

function doubles(named: readonly { readonly path: readonly PropertyKey[]; readonly name: string }[]): readonly Mistake[] {
	return named.flatMap(({ path, name }, index) => {
		const first = named.findIndex((other) => other.name === name);
		const at = dotted(named[first]?.path ?? []);
		return first === index ? [] : [{ path, message: `${name} is there twice, first at ${at}; keep one` }];
	});
}

/** What only Berth puts into a container, or into a directory. */
function taken({ volumes, services, security }: ProjectFile): readonly Mistake[] {
	return (volumes ?? []).flatMap(({ from, to }, index) => {
		const owner = Object.keys(services).find((service) => serviceSource(service) === from);
		const path = ['volumes', index];
		return [
			...(security.readOnly && to === memoryDirectory ? [{ path, message: `${to} is where ${inMemory}` }] : []),
			...(owner === undefined
				? []
				: [{ path, message: `${shownValue(from)} is where services.${owner} keeps its data; write ${exampleVolume}` }]),
		];
	});
}

const inMemory = 'security.readOnly gives the app room in memory; mount it elsewhere, or write readOnly: false';

function overlaps({ volumes, services }: ProjectFile): readonly Mistake[] {
	const own = volumes ?? [];
	const others = [...appVolumes(own).map(({ from }) => from), ...Object.keys(services).map(serviceSource)];
	return own.flatMap((volume, index) => {
		const message = overlapOf(volume, others);
		return message === undefined ? [] : [{ path: ['volumes', index], message }];
	});
}

function reserveOver({ memory, reserve }: ProjectFile['limits'], path: readonly string[]): readonly Mistake[] {
	if (memory === undefined || reserve === undefined || reserve <= memory) return [];
	return [{ path: [...path, 'reserve'], message: 'is more than limits.memory; write no more than the limit' }];
}
