import { longestCopy } from '../../source/host/host.ts';
import { failureFacts } from '../../source/model/failure.ts';
import { formatBytes } from '../../source/model/format.ts';
import type { Secret } from '../../source/model/secret.ts';
import { findProject } from '../../source/model/snapshot.ts';
import { describeFailure } from '../../source/present/describe-failure.ts';
import { layoutOf, projectLayout } from '../../source/server/layout.ts';
import type { Console } from '../console.ts';
import { closeDialog, openDialog, say, topScreen } from '../console-state.ts';
import { startCursor } from '../cursor.ts';
import type { Choice } from '../dialogs/dialog.ts';
import { keyOf } from '../keymap.ts';
import { fill, span, widthOf } from '../line.ts';
import { selectedSecret } from '../secrets/selected-secret.ts';
import type { CopyItem } from './copy-item.ts';
import { projectItems } from './project-items.ts';
import { healthItems, operationItems, planItems } from './screen-items.ts';

/** Asks for the selected name of `.env`, or lists what can be copied of whatever else is in front. */
export function openCopy(console: Console): void {
	const secret = selectedSecret(console);
	if (secret?.isThere === true) askSecret(console, secret.project, secret.key);
	else openItems(console);
}

function openItems(console: Console): void {
	const items = itemsOf(console);
	const width = Math.max(0, ...items.map(({ label }) => widthOf(label)));
	const choices = items.map(
		(item, index): Choice => ({ value: String(index), words: [span(fill(item.label, width), 'strong'), preview(item)] }),
	);
	console.update((state) =>
		openDialog(state, {
			kind: 'choose',
			title: 'Copy',
			choices,
			empty: 'Nothing to copy here.',
			purpose: { kind: 'copy', items },
			cursor: startCursor,
		}),
	);
}

/** Copies the item, or goes on to the keys of `.env`. */
export function copyItem(console: Console, item: CopyItem): void {
	if (item.kind === 'secrets') pickSecret(console, item.project);
	else void copyText(console, item.label, item.text);
}

/** Asks before the value of a secret leaves for the clipboard. */
export function askSecret(console: Console, project: string, key: string): void {
	console.update((state) =>
		openDialog(state, {
			kind: 'confirm',
			question: `Copy the value of ${key} of ${project}?`,
			consequence:
				'It goes to the clipboard of your terminal, where other programs can read it. It is not shown and not written down here.',
			purpose: { kind: 'copy-secret', project, key },
		}),
	);
}

/** Sends the value of a secret to the clipboard: nothing here sees it. */
export async function copySecret(console: Console, project: string, key: string): Promise<void> {
	const { snapshot } = console.server.get();
	if (snapshot === undefined) return;
	try {
		const secrets = await console.host.files.readSecrets(projectLayout(layoutOf(snapshot.root), project).env);
		const secret = secrets?.get(key);
		if (secret === undefined)
			console.update((state) => say(state, `${key} is not in the .env of ${project} any more`, 'warn', console.now()));
		else await copyText(console, `${key} of ${project}`, secret);
	} catch (error) {
		console.update((state) => say(state, describeFailure(failureFacts(error)).join('. '), 'bad', console.now()));
	}
}

function itemsOf(console: Console): readonly CopyItem[] {
	const state = console.get();
	const top = topScreen(state);
	if (top?.kind === 'plan') return planItems(top);
	if (top?.kind === 'operation') return operationItems(top, state.operations[top.id], state.now);
	if (top?.kind === 'health') return [...healthItems(top, console.server.get().snapshot), ...projectItems(console)];
	return projectItems(console);
}

function preview(item: CopyItem) {
	if (item.kind === 'secrets') return span('  a value of .env, not shown (asks)', 'dim');
	const lines = item.text.split('\n');
	return span(`  ${lines.length === 1 ? item.text : `${lines.length} lines`}`, 'dim');
}

function pickSecret(console: Console, name: string): void {
	const { snapshot } = console.server.get();
	const keys = (snapshot && findProject(snapshot, name)?.envKeys) ?? [];
	const choices = keys.map((key): Choice => ({ value: key, words: [span(key)] }));
	const title = `Copy a value of the .env of ${name}`;
	console.update((state) =>
		openDialog(state, {
			kind: 'choose',
			title,
			choices,
			empty: 'It has no keys.',
			purpose: { kind: 'copy-secret', project: name },
			cursor: startCursor,
		}),
	);
}

/** Shows what was copied last: whoever sees that it did not arrive selects it there. */
export function showCopied(console: Console): void {
	const { copied } = console.get();
	if (copied === undefined) return;
	console.update((state) => openDialog(state, { kind: 'shown', title: copied.label, text: copied.text, cursor: startCursor }));
}

/** Says what is known of it, since no terminal answers whether it has taken a text, and how else to get at it. A secret is never shown. */
async function copyText(console: Console, what: string, text: string | Secret): Promise<void> {
	console.update(closeDialog);
	const end = await console.host.terminal.copy(text);
	const copied = typeof text === 'string' ? { label: what, text } : undefined;
	const size = copied === undefined ? '' : ` of ${formatBytes(Buffer.byteLength(copied.text))}`;
	const otherwise = copied === undefined ? 'its .env has it' : `${keyOf('show-copied')} shows it`;
	const words = {
		tmux: `In tmux's buffer: ${what}. Your terminal got it too and may refuse it`,
		terminal: `Sent to the terminal: ${what}. It may refuse it silently; ${otherwise}`,
		'too-long': `Too long to copy: ${what}${size}, terminals take ${formatBytes(longestCopy)}; ${otherwise}`,
	};
	const tone = end === 'tmux' ? 'good' : end === 'terminal' ? 'plain' : 'warn';
	console.update((state) => ({ ...say(state, words[end], tone, console.now()), copied }));
}
