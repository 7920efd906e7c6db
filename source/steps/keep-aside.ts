import type { StepContext } from './step.ts';

/** Moves a file of unknown content out of the way, under a name that the proxy does not include; needs no space. */
export async function keepAside(path: string, { host, report }: StepContext): Promise<void> {
	const aside = asideOf(path, host.clock.now());
	await host.files.rename(path, aside);
	report(`${path} was not what Berth had written; it is kept as ${aside}`);
}

/** Keeps what somebody made of a file of Berth's; the proxy goes on with the file itself until a new one is in its place. */
export async function keepEdited(path: string, text: string, { host, report }: StepContext): Promise<void> {
	const aside = asideOf(path, host.clock.now());
	await host.files.writeText(aside, text);
	report(`${path} was edited by hand; what it was is kept as ${aside}`);
}

function asideOf(path: string, now: number): string {
	const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
	return `${path}.${stamp}.aside`;
}
