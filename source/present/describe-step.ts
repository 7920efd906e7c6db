import { formatDuration, formatList, formatNumber, formatPorts } from '../model/format.ts';
import type { Step, StepKind, StepOf } from '../steps/index.ts';
import type { MendDirectories } from '../steps/mend-directories.ts';
import type { MendNetwork } from '../steps/mend-network.ts';
import type { MendSite } from '../steps/mend-site.ts';
import type { ObtainImage } from '../steps/obtain-image.ts';
import type { Prune } from '../steps/prune.ts';
import type { ReturnSites } from '../steps/return-sites.ts';
import type { Route } from '../steps/route.ts';
import type { StartReplicas } from '../steps/start-replicas.ts';
import type { WriteFiles } from '../steps/write-files.ts';

/** Words for every kind of step: a kind without an entry does not compile. */
const words: { readonly [Kind in StepKind]: (step: StepOf<Kind>) => string } = {
	'archive-project': (step) => `Move ${step.from} with all its data to ${step.to}`,
	'await-healthy': (step) =>
		`Wait until ${formatNumber(step.replicas.length, 'replica')} of ${step.release} answer${step.replicas.length === 1 ? 's' : ''} ` +
		`GET ${step.question.path} twice in a row (at most ${formatDuration(step.question.timeout)})`,
	'clear-berth': (step) =>
		`Remove ${formatNumber(step.containers.length, 'stopped container')} from ${step.berth}: ${formatList(step.containers)}`,
	'create-network': (step) => `Create network ${step.name} (${step.subnet})`,
	drain: (step) => `Wait until nobody is connected to ${formatPorts(step.ports)} (at most ${formatDuration(step.limit)})`,
	'make-directories': (step) =>
		`Make ${formatNumber(step.directories.length, 'directory', 'directories')}: ${formatList(step.directories.map(({ path }) => path))}`,
	'mend-directories': describeMending,
	'mend-network': describeNetwork,
	'mend-services': (step) => `Start ${formatList(step.containers)} again and wait until healthy (at most ${formatDuration(step.timeout)})`,
	'mend-site': (step) =>
		step.lost === 'removed'
			? `Write the removed site file ${step.path} again: ${servesWords(step)}`
			: `Keep the file that replaced ${step.path} beside it (.aside), and write the site again: ${servesWords(step)}`,
	migrate: (step) => `Run migrations once in ${step.version}: ${step.command.join(' ')} (at most ${formatDuration(step.timeout)})`,
	'obtain-image': describeImage,
	'point-current': (step) => `Point releases/current at ${step.version}`,
	'prepare-volumes': (step) =>
		`Make ${formatList(step.volumes)} where missing, for ${step.user === undefined ? 'the user of the image' : `user ${step.user}`}`,
	prune: describePrune,
	'quarantine-site': (step) => `Set ${step.path} aside as ${step.aside} and put its last accepted copy in its place: ${step.reason}`,
	'register-ports': (step) => `Register ports ${step.ports.base}–${step.ports.base + 99} for ${step.project}`,
	'remove-network': (step) => `Remove network ${step.name}`,
	'remove-replicas': (step) => `Remove ${formatNumber(step.containers.length, 'container')}: ${formatList(step.containers)}`,
	'return-sites': describeReturn,
	route: (step) =>
		`${routeWords(step)}, and wait until only it answers` +
		`${step.edited === true ? '; the site file was edited by hand: it is kept beside it (.aside)' : ''}`,
	'stage-site': (step) => `Test the new site of ${step.project} beside all others`,
	'start-proxy': (step) =>
		step.anew === true
			? `Start nginx anew as ${step.container} (port ${step.httpPort}), with some seconds without sites`
			: `Start nginx as ${step.container} (port ${step.httpPort})`,
	'start-replicas': describeStart,
	'start-services': (step) => `Start ${formatList(step.containers)} and wait until healthy (at most ${formatDuration(step.timeout)})`,
	'stop-replicas': (step) =>
		`Stop ${formatNumber(step.replicas.length, 'replica')} of ${step.release} in ${step.berth} (${formatDuration(step.grace)} to finish)`,
	'stop-services': (step) => `Stop and remove the services of ${step.project}; their data stays`,
	'unpause-replicas': (step) =>
		`Unpause ${formatNumber(step.containers.length, 'replica')} of ${step.release} in ${step.berth}: ${formatList(step.containers)}`,
	'tag-images': (step) =>
		`Give ${formatNumber(step.images.length, 'image')} the tag again that somebody removed: ${formatList(step.images.map(({ image }) => image))}`,
	'unregister-ports': (step) => `Give ports ${step.ports.base}–${step.ports.base + 99} back`,
	unroute: (step) => `Take the site of ${step.domain} away`,
	'write-env': (step) => `${step.existed ? 'Add to' : 'Write'} ${step.path}: ${formatList(step.entries.map(({ key }) => key))}`,
	'write-files': describeFiles,
};

function routeWords({ closed, closedBefore, domain, release, berth }: Route): string {
	if (closed) return `Close the site of ${domain}: it answers 503 itself`;
	return `${closedBefore ? `Open the site of ${domain}` : `Move traffic of ${domain}`} to ${release} in ${berth}`;
}

function servesWords({ closed, release, berth }: MendSite): string {
	return closed ? 'it is closed, and answers 503 itself' : `${release} in ${berth} serves`;
}

/** What a step will do, as an order in one line. */
export function describeStep(step: Step): string {
	const describe = words[step.kind] as (step: Step) => string;
	return describe(step);
}

function describeImage({ image, from }: ObtainImage): string {
	if (from.kind === 'kept') return `Use the kept image ${image}`;
	if (from.kind === 'build') return `Build image ${image} from ${from.context}`;
	return from.present ? `Use image ${from.reference}, already on this server, as ${image}` : `Pull image ${from.reference} as ${image}`;
}

function describeMending({ directories, links, close = [] }: MendDirectories): string {
	const missing = [...directories, ...links].map(({ path }) => path);
	const closing = `lose ${formatList(close)} to all but root (mode 700)`;
	if (missing.length === 0) return `C${closing}`;
	return `Make what is missing again: ${formatList(missing)}${close.length === 0 ? '' : `; c${closing}`}`;
}

function describeNetwork({ name, subnet, connect }: MendNetwork): string {
	const containers = connect.length === 0 ? '' : `connect ${formatList(connect.map(({ container }) => container))}`;
	if (subnet === undefined) return `C${containers.slice(1)} to network ${name} again`;
	return `Create network ${name} (${subnet}) again${containers === '' ? '' : `, and ${containers}`}`;
}

function describeReturn({ sites }: ReturnSites): string {
	const back = sites
		.filter(({ copy }) => copy !== undefined)
		.map(({ path, is }) => (is === undefined ? path : `${path} (${is} there is kept beside it, .aside)`));
	const gone = sites.filter(({ copy }) => copy === undefined);
	const forgotten = gone.map(({ project, path, serving }) => `${path} (\`berth scale ${project} ${serving.length}\` writes it again)`);
	const words = [
		...(back.length === 0 ? [] : [`Put back what somebody removed by hand, from the copies that nginx accepted last: ${formatList(back)}`]),
		...(gone.length === 0 ? [] : [`Without a copy nginx forgets ${formatList(forgotten)}`]),
	];
	return words.join('. ');
}

function describePrune({ releases }: Prune): string {
	const images = releases.length === 1 ? 'its image' : 'their images';
	return `Remove ${formatNumber(releases.length, 'old release')} and ${images}: ${formatList(releases.map(({ version }) => version))}`;
}

function describeStart(step: StartReplicas): string {
	const count = step.existing.length + step.missing.length;
	const replicas = step.missing.length === 0 ? formatNumber(count, 'kept replica') : formatNumber(count, 'replica');
	const kept = step.existing.length > 0 && step.missing.length > 0 ? ` (${step.existing.length} kept)` : '';
	return `Start ${replicas}${kept} of ${step.release} in ${step.berth} (${formatPorts(step.ports)})`;
}

function describeFiles({ files }: WriteFiles): string {
	const isRemoval = files.every((file) => file.after === null);
	return `${isRemoval ? 'Remove' : 'Write'} ${formatList(files.map(({ path }) => path))}`;
}
