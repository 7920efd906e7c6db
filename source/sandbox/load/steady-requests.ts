import { type Exchange, exchange } from './exchange.ts';
import type { LoadSettings } from './load-settings.ts';
import { type MixedRequest, requestAt } from './request-mix.ts';
import type { Site } from './site.ts';
import type { Tally } from './tally.ts';

/** Between two looks at what is due, ms. */
const tick = 5;

/** Sends the mix at the rate until aborted, then waits for the answers under way. */
export async function sendSteadily(site: Site, { rate }: LoadSettings, tally: Tally, signal: AbortSignal): Promise<void> {
	const underWay = new Set<Promise<void>>();
	const began = performance.now();
	let index = 0;
	while (!signal.aborted) {
		const due = Math.floor(((performance.now() - began) * rate) / 1000);
		for (; index < due; index += 1) {
			const dueAt = began + (index * 1000) / rate;
			const sent = sendOne(requestAt(index), dueAt).finally(() => underWay.delete(sent));
			underWay.add(sent);
		}
		await new Promise((resolve) => setTimeout(resolve, tick));
	}
	await Promise.all(underWay);
	site.close();

	async function sendOne(wanted: MixedRequest, dueAt: number): Promise<void> {
		tally.sent();
		let result = await ask(wanted);
		if (result.kind === 'moved') {
			tally.moved();
			result = await ask(wanted);
		}
		if (result.kind === 'answered') tally.answered(result.version, performance.now() - dueAt - wanted.wait);
		else tally.failed(result.kind === 'failed' ? result.why : 'a fresh connection was closed without an answer');
	}

	async function ask(wanted: MixedRequest): Promise<Exchange> {
		const result = await exchange(site, wanted);
		if (result.kind !== 'stale') return result;
		tally.retried();
		return exchange(site, wanted, true);
	}
}
