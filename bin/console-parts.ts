import type { ConsoleOptions } from '../components/open-console.tsx';
import type { Server } from '../source/cli/context.ts';

/** What the console of this server is made of, but for what it watches and what the operator likes. */
export async function loadParts({
	host,
	layout,
	settings,
	control,
}: Server): Promise<Omit<ConsoleOptions, 'store' | 'preferences' | 'environment'>> {
	const { createQuestions } = await import('../source/watch/questions.ts');
	const { createDrafts } = await import('../source/runner/drafts.ts');
	const { createLookUp } = await import('../source/watch/look-up-domain.ts');
	return {
		control,
		host,
		questions: createQuestions({ host, layout, settings }),
		drafts: createDrafts(host, layout),
		lookUp: createLookUp(host),
		hostname: host.machine.hostname,
		now: () => host.clock.now(),
	};
}
