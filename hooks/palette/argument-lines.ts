import { maxReplicas } from '../../source/model/berth.ts';
import { formatNumber } from '../../source/model/format.ts';
import { isVersion } from '../../source/model/names.ts';
import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import type { Choice, PaletteDialog } from '../dialogs/dialog.ts';
import { deployChoices, otherVersion, rollbackChoices } from '../dialogs/release-choices.ts';
import { plainText } from '../line.ts';
import type { PaletteLine, PaletteTarget } from './palette-line.ts';

interface Argument {
	readonly value: string;
	readonly about: string;
	readonly target: PaletteTarget;
}

/** What may follow a command and a project; `typed` is what of it stands there already. */
const argumentsOf: Readonly<Record<string, (project: ProjectSnapshot, now: number, typed: string) => readonly Argument[]>> = {
	deploy(project, now, typed) {
		const listed = deployChoices(project, now);
		const isOther = isVersion(typed) && !listed.some(({ value }) => value === typed) && listed.some(({ value }) => value === otherVersion);
		const versions = listed.filter(({ value }) => value !== otherVersion).map((choice) => versionArgument(project, 'deploy', choice));
		return isOther ? [...versions, { value: typed, about: 'pulls this version', target: deployTarget(project, typed) }] : versions;
	},
	rollback: (project, now) => rollbackChoices(project, now).map((choice) => versionArgument(project, 'rollback', choice)),
	scale(project) {
		return Array.from({ length: maxReplicas }, (_, index) => ({
			value: String(index + 1),
			about: `${formatNumber(index + 1, 'replica')}${index + 1 === project.site?.ports.length ? ', as many as now' : ''}`,
			target: { kind: 'intent', intent: { kind: 'scale', project: project.name, replicas: index + 1 } },
		}));
	},
};

/** Lines for the versions or numbers that complete a typed `<command> <project> `. */
export function argumentLines({ text, lines, snapshot, openedAt }: PaletteDialog): readonly PaletteLine[] {
	const [command = '', name, typed] = text.trimStart().toLowerCase().split(/\s+/);
	const project = snapshot?.projects.find((one) => one.name === name);
	if (project === undefined || typed === undefined) return [];
	const words = `${command} ${project.name}`;
	const base = lines.find((line) => line.text === words);
	if (base === undefined) return [];
	const found = argumentsOf[command]?.(project, openedAt, text.trim().split(/\s+/)[2] ?? '') ?? [];
	return found.map(({ value, about, target }) => ({ text: `${words} ${value}`, about, reason: base.reason, target }));
}

function versionArgument(project: ProjectSnapshot, kind: 'deploy' | 'rollback', { value, words }: Choice): Argument {
	const about = plainText(words.slice(1)).trim().replace(/ {2,}/g, ' · ');
	return { value, about, target: { kind: 'intent', intent: { kind, project: project.name, version: value } } };
}

function deployTarget({ name }: ProjectSnapshot, version: string): PaletteTarget {
	return { kind: 'intent', intent: { kind: 'deploy', project: name, version } };
}
