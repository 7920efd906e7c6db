import { Argument } from 'commander';
import type { AddCommand } from '../command.ts';

/** Bash: the words of the line go to `__complete`; what it prints are the candidates. */
const bash = `# Berth for bash. Load it with: source <(berth completion bash)
_berth() {
	local IFS=$'\\n'
	COMPREPLY=($(berth __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _berth berth
`;

/** Zsh: the same, with zsh's own arrays. */
const zsh = `#compdef berth
# Berth for zsh. Load it with: source <(berth completion zsh)
_berth() {
	local -a candidates
	candidates=("\${(@f)$(berth __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
	compadd -a candidates
}
compdef _berth berth
`;

const scripts: Readonly<Record<'bash' | 'zsh', string>> = { bash, zsh };

/** `berth completion`: a script that completes commands, options, projects and versions. */
export const addCompletion: AddCommand = (program, run) => {
	program
		.command('completion')
		.description('print a completion script for your shell')
		.addArgument(new Argument('<shell>').choices(['bash', 'zsh']))
		.action(
			run(async (session, shell: 'bash' | 'zsh') => {
				session.answer(scripts[shell].trimEnd().split('\n'), { script: scripts[shell] });
				return 0;
			}),
		);
};
