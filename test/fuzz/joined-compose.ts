/** A compose file that Berth rendered, and a name that no other of those has with which it is joined. */
export interface NamedFile {
	readonly name: string;
	readonly text: string;
}

/** Many compose files as one, letter by letter but for the names of services and anchors: compose takes longer to merge two files than to read a hundred. */
export function joinedCompose(files: readonly NamedFile[]): string {
	const parts = files.map(({ name, text }) => partsOf(text.replaceAll(/^( +<<: \*)(app|replica)$/gm, `$1${name}-$2`), name));
	const networks = parts[0]?.networks ?? '';
	return [...parts.map(({ shared }) => shared), 'services:\n', ...parts.map(({ services }) => services), networks].join('');
}

function partsOf(text: string, name: string) {
	const parts = text.split(/^(?=[a-z])/m).filter((part) => !part.startsWith('#'));
	const body = (head: string) => parts.find((part) => part.startsWith(head)) ?? '';
	const shared = parts
		.filter((part) => part.startsWith('x-'))
		.map((part) => part.replace(/^x-(\w+): &(\w+)$/m, `x-${name}-$1: &${name}-$2`));
	const services = body('services:').replace(/^services:.*\n/, '');
	return {
		shared: shared.join(''),
		services: services.replace(/^ {2}(backend-\d+|migrate|postgres|redis|nginx):$/gm, `  ${name}.$1:`),
		networks: body('networks:'),
	};
}
