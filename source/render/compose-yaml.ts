import { Document, isMap, isScalar, isSeq, Scalar, visit } from 'yaml';
import { sizeText } from './units.ts';

/** Log files of a container: bounded, and with its labels, so that a collector knows whose they are. */
export function loggingOf(files: number, labels: readonly string[]) {
	return {
		driver: 'json-file',
		options: { 'max-size': '10m', 'max-file': String(files), labels: labels.join(',') },
	};
}

/** Limits in the words that both composes obey; 1.29 ignores `deploy:`. */
export function limitKeys(limits: { readonly memory?: number; readonly memoryReservation?: number; readonly cpus?: number }) {
	return {
		...(limits.memory !== undefined && { mem_limit: sizeText(limits.memory) }),
		...(limits.memoryReservation !== undefined && { mem_reservation: sizeText(limits.memoryReservation) }),
		...(limits.cpus !== undefined && { cpus: limits.cpus }),
	};
}

/** Text that compose must take as it stands: it would fill in `$`. */
export function literal(text: string): string {
	return text.replaceAll('$', () => '$$');
}

/** A value that compose fills in from `.env` when it reads the file. */
export function variable(name: string): string {
	return `\${${name}}`;
}

/** Keys whose values are always text, whatever they look like. */
const textKeys = ['cap_add', 'cap_drop', 'command', 'environment', 'labels', 'options', 'security_opt', 'test'];

/** The text of a compose file under a comment. `'<<': 'app'` merges the map `x-app`, which becomes an anchor. */
export function composeText(comment: string, content: Readonly<Record<string, unknown>>): string {
	// Compose 1.29 reads YAML 1.1, where a bare `yes` or `1:30` is no text.
	const document = new Document(content, { schema: 'yaml-1.1', aliasDuplicateObjects: false });
	visit(document, {
		Pair(_, pair) {
			const key = isScalar(pair.key) ? String(pair.key.value) : '';
			if (key === '<<' && isScalar(pair.value)) pair.value = aliasOf(document, String(pair.value.value));
			if (textKeys.includes(key)) quoteTexts(pair.value);
		},
	});
	spaceOut(document);
	document.commentBefore = comment
		.split('\n')
		.map((line) => ` ${line}`.trimEnd())
		.join('\n');
	return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function aliasOf(document: Document, name: string) {
	const source = document.get(`x-${name}`, true);
	if (!isMap(source)) throw new TypeError(`x-${name} is not a map of this file`);
	return document.createAlias(source, name);
}

/** Short lists on one line; text of several lines as it reads. */
function quoteTexts(value: unknown): void {
	const texts = isMap(value) ? value.items.map((pair) => pair.value) : isSeq(value) ? value.items : [];
	const scalars = texts.filter((text) => isScalar(text));
	for (const scalar of scalars) scalar.type = isLong(scalar) ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
	if (isSeq(value)) value.flow = !scalars.some(isLong);
}

function isLong({ value }: Scalar): boolean {
	return String(value).includes('\n');
}

/** An empty line before each part and each service but the first. */
function spaceOut(document: Document): void {
	const services = document.get('services', true);
	for (const map of [document.contents, services]) {
		if (!isMap(map)) continue;
		for (const [index, { key }] of map.items.entries()) if (index > 0 && isScalar(key)) key.spaceBefore = true;
	}
}
