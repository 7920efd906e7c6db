/** Words of other tools, and what leads to the same here. */
const advices: Readonly<Record<string, string>> = {
	...named(['ps', 'ls', 'list', 'projects', 'info'], '`berth status` shows every project and its replicas'),
	...named(['up', 'release', 'publish', 'redeploy', 'update', 'upgrade'], '`berth deploy <project> [version]` puts a release live'),
	...named(['reboot'], '`berth restart <project>` starts the same release anew, without a failed request'),
	...named(
		['resurrect', 'boot'],
		'`berth start <project>` starts what is stopped; `berth health <project>` says why a replica does not run',
	),
	...named(
		['down', 'pause', 'kill', 'halt'],
		'`berth stop <project>` stops its replicas until `berth start`; `berth remove <project>` takes it off the server and keeps its data',
	),
	...named(['thaw'], '`berth unpause <project>` lets paused replicas go on'),
	...named(['rm', 'delete', 'destroy', 'uninstall'], '`berth remove <project>` takes a project off the server and keeps its data'),
	...named(['create', 'init', 'add', 'setup'], '`berth new <name> --domain <host name>` makes a project'),
	...named(
		['exec', 'ssh', 'sh', 'bash', 'run', 'console'],
		'`berth shell <project>` opens a shell in a replica; `berth` alone is the console',
	),
	...named(['log', 'tail'], '`berth logs <project>` shows its logs'),
	...named(['revert', 'undo', 'back'], '`berth rollback <project>` goes back to the release before'),
	...named(['stats', 'usage'], '`berth top` shows CPU and memory, `berth traffic` requests'),
	...named(['audit'], '`berth history` shows who changed what'),
	...named(['check', 'doctor', 'diagnose', 'validate'], '`berth health` checks everything that serves'),
	...named(['env', 'secret'], '`berth secrets list <project>` shows the keys of its .env'),
	...named(
		['cert', 'certs', 'certificates', 'certbot', 'ssl', 'tls', 'https'],
		'`berth certificate` shows, obtains and renews certificates',
	),
	...named(['reload', 'nginx'], '`berth proxy reload` lets nginx load its configuration anew'),
	...named(['follow', 'watch', 'wait'], '`berth attach <operation>` watches an operation to its end'),
	...named(['abort'], '`berth cancel <operation>` undoes a running operation'),
};

/** All of them. */
export const otherWords: readonly string[] = Object.keys(advices);

/** What to type instead of a word that other tools know; `undefined` for any other. */
export function adviceForWord(word: string): string | undefined {
	return Object.hasOwn(advices, word) ? advices[word] : undefined;
}

function named(words: readonly string[], advice: string): Readonly<Record<string, string>> {
	return Object.fromEntries(words.map((word) => [word, advice]));
}
