import type { StepContext } from './step.ts';

/** Moves a file of unknown content out of the way, under a name that nginx does not include; needs no space. */
export async function keepAside(path: string, { host, report }: StepContext): Promise<void> {
	const stamp = new Date(host.clock.now()).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
	const aside = `${path}.${stamp}.aside`;
	await host.files.rename(path, aside);
	report(`${path} was not what Berth had written; it is kept as ${aside}`);
}
