/** One archive that a machine's apt uses. */
export interface AptSource {
	/** As written: a URL, or `mirror+file:/…`. */
	readonly uri: string;
	readonly suites: readonly string[];
	readonly components: readonly string[];
	/** Path of the keyring that signs it, if the entry names one. */
	readonly keyring?: string;
}

/** The enabled binary archives of one apt sources file; `name` ending in `.sources` means the deb822 format. */
export function parseAptSources(name: string, text: string): readonly AptSource[] {
	return name.endsWith('.sources') ? parseStanzas(text) : parseLines(text);
}

function parseLines(text: string): readonly AptSource[] {
	return text.split('\n').flatMap((line) => {
		const entry = /^\s*deb\s+(?:\[(?<options>[^\]]*)\]\s*)?(?<uri>\S+)\s+(?<suite>\S+)(?<components>[^#]*)/.exec(line)?.groups;
		if (entry === undefined) return [];
		const keyring = /signed-by=(\/\S+)/i.exec(entry.options ?? '')?.[1];
		return [source(entry.uri ?? '', [entry.suite ?? ''], words(entry.components), keyring)];
	});
}

function parseStanzas(text: string): readonly AptSource[] {
	const stanzas = text.replaceAll(/^#.*\n?/gm, '').split(/\n\s*\n/);
	return stanzas.flatMap((stanza) => {
		const field = (name: string) => new RegExp(`^${name}:(.*(?:\\n[ \\t].*)*)`, 'im').exec(stanza)?.[1]?.trim();
		if (!words(field('Types')).includes('deb') || field('Enabled')?.toLowerCase() === 'no') return [];
		const keyring = field('Signed-By');
		const path = keyring?.startsWith('/') ? keyring : undefined;
		return words(field('URIs')).map((uri) => source(uri, words(field('Suites')), words(field('Components')), path));
	});
}

function source(uri: string, suites: readonly string[], components: readonly string[], keyring: string | undefined): AptSource {
	return { uri, suites, components, ...(keyring !== undefined && { keyring }) };
}

function words(text: string | undefined): readonly string[] {
	return (text ?? '').split(/\s+/).filter((word) => word !== '');
}

/** The archive that carries the distribution itself: the one with exactly the suite `codename` and the component `main`. */
export function findArchive(sources: readonly AptSource[], codename: string): AptSource | undefined {
	return sources.find(({ suites, components }) => suites.includes(codename) && components.includes('main'));
}
