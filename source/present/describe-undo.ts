import { formatNumber } from '../model/format.ts';
import type { Step, StepKind, StepOf } from '../steps/index.ts';
import type { StartReplicas } from '../steps/start-replicas.ts';

/** What each kind of step leaves to undo; `undefined` where nothing is to be undone. */
const words: { readonly [Kind in StepKind]: (step: StepOf<Kind>) => string | undefined } = {
	'archive-project': (step) => `Move the directory back to ${step.from}`,
	'await-healthy': () => undefined,
	'clear-berth': () => undefined,
	'create-network': (step) => `Remove network ${step.name}`,
	drain: () => undefined,
	'make-directories': (step) =>
		step.wholeOnUndo.length === 0
			? 'Remove the directories that were made, if they are empty'
			: `Remove ${step.wholeOnUndo.join(', ')} with all in it, and what else was made if it is empty`,
	'mend-directories': () => undefined,
	'mend-network': () => undefined,
	'mend-services': () => undefined,
	'mend-site': () => undefined,
	migrate: () => 'Remove what is left of the migration’s container; what it did to the database stays',
	'obtain-image': (step) => (step.existed ? undefined : `Remove image ${step.image}`),
	'point-current': (step) => (step.current === null ? 'Remove releases/current' : `Point releases/current back at ${step.current}`),
	'prepare-volumes': () => undefined,
	prune: () => undefined,
	'quarantine-site': () => undefined,
	'register-ports': (step) => `Give ports ${step.ports.base}–${step.ports.base + 99} back`,
	'remove-network': () => undefined,
	'remove-replicas': () => undefined,
	'return-sites': () => undefined,
	route: ({ before, closed, closedBefore, domain }) => {
		if (before === null) return `Take the site of ${domain} away`;
		if (closedBefore) return `Close the site of ${domain} again`;
		return closed ? `Open the site of ${domain} again` : `Move traffic of ${domain} back`;
	},
	'stage-site': () => undefined,
	'start-proxy': (step) => {
		if (step.anew === true) return `Start ${step.container} if it does not run`;
		return step.wasRunning ? undefined : `Remove ${step.container}`;
	},
	'start-replicas': describeStartUndo,
	'start-services': (step) => `Stop and remove the services of ${step.project}; their data stays`,
	'stop-replicas': (step) =>
		`Start ${formatNumber(step.replicas.length, 'replica')} of ${step.release} in ${step.berth} again and wait until healthy`,
	'stop-services': (step) => `Start the services of ${step.project} again`,
	'unpause-replicas': () => undefined,
	'tag-images': () => undefined,
	'unregister-ports': (step) => `Register ports ${step.ports.base}–${step.ports.base + 99} for ${step.project} again`,
	unroute: (step) => `Put the site of ${step.domain} back`,
	'write-env': (step) => (step.existed ? `Take the added keys out of ${step.path}` : `Remove ${step.path}`),
	'write-files': (step) => `Put back ${formatNumber(step.files.length, 'file')} as ${step.files.length === 1 ? 'it was' : 'they were'}`,
};

/** What is done to undo a step after a failure; `undefined` if it leaves nothing to undo. */
export function describeUndo(step: Step): string | undefined {
	const describe = words[step.kind] as (step: Step) => string | undefined;
	return describe(step);
}

function describeStartUndo({ existing, missing, staying = [], berth }: StartReplicas): string {
	const count = (names: readonly string[], verb: string, kind: string) =>
		names.length === 0 ? [] : [`${verb} ${formatNumber(names.length, `${kind} replica`)}`];
	const leaving = (name: string) => !staying.includes(name);
	const undone = [...count(existing.filter(leaving), 'stop', 'kept'), ...count(missing.filter(leaving), 'remove', 'new')];
	const left = staying.length === 0 ? [] : [`leave ${formatNumber(staying.length, 'replica')} running, for nothing else serves`];
	return capital(`${[...(undone.length === 0 ? [] : [`${undone.join(' and ')} in ${berth}`]), ...left].join('; ')}`);
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
