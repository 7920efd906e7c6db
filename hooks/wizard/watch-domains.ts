import { mistakesIn } from '../../source/config/new-project-answers.ts';
import { typedDomains } from '../../source/config/new-project-questions.ts';
import type { DomainLookup } from '../../source/model/domain-lookup.ts';
import type { Console } from '../console.ts';
import { changeWizard, findWizard } from './change-wizard.ts';

/** How long nothing may have been typed before DNS is asked, ms: it is not asked for half a name. */
const pause = 300;

/** Asks DNS for the host names of the guide once they are typed, until the returned function is called. */
export function watchDomains(console: Console): () => void {
	let timer: NodeJS.Timeout | undefined;
	let text: string | undefined;
	const end = console.subscribe(() => {
		const typed = findWizard(console.get())?.texts.domains;
		if (typed === text) return;
		text = typed;
		clearTimeout(timer);
		timer = setTimeout(() => askDns(console), pause);
	});
	return () => {
		clearTimeout(timer);
		end();
	};
}

function askDns(console: Console): void {
	const { lookUp } = console;
	const wizard = findWizard(console.get());
	if (lookUp === undefined || wizard === undefined || mistakesIn(wizard.texts, 'domains').length > 0) return;
	const asked = typedDomains(wizard.texts).filter((domain) => domain.includes('.') && !(domain in wizard.lookups));
	for (const domain of asked) {
		note(console, domain, undefined);
		void lookUp(domain).then((lookup) => note(console, domain, lookup));
	}
}

function note(console: Console, domain: string, lookup: DomainLookup | undefined): void {
	console.update((state) => changeWizard(state, (screen) => ({ ...screen, lookups: { ...screen.lookups, [domain]: lookup } })));
}
