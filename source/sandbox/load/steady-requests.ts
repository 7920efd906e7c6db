import { Agent } from 'node:http';
import { exchange } from './exchange.ts';
import type { LoadSettings } from './load-settings.ts';
import { type MixedRequest, requestAt } from './request-mix.ts';
import type { Tally } from './tally.ts';

/** Between two looks at what is due, ms. */
const tick = 5;

/** Sends the mix at the rate until aborted, then waits for the answers under way. */
export async function sendSteadily(settings: LoadSettings, tally: Tally, signal: AbortSignal): Promise<void> {
	const agent = new Agent({ keepAlive: true, maxFreeSockets: settings.connections });
	const underWay = new Set<Promise<void>>();
	const began = performance.now();
	let index = 0;
	while (!signal.aborted) {
		const due = Math.floor(((performance.now() - began) * settings.rate) / 1000);
		for (; index < due; index += 1) {
			const dueAt = began + (index * 1000) / settings.rate;
			const sent = sendOne(requestAt(index), dueAt).finally(() => underWay.delete(sent));
			underWay.add(sent);
		}
		await new Promise((resolve) => setTimeout(resolve, tick));
	}
	await Promise.all(underWay);
	agent.destroy();

	async function sendOne(wanted: MixedRequest, dueAt: number): Promise<void> {
		tally.sent();
		let result = await exchange(settings, wanted, agent);
		if (result.kind === 'stale') {
			tally.retried();
			result = await exchange(settings, wanted, false);
		}
		if (result.kind === 'answered') tally.answered(result.version, performance.now() - dueAt - wanted.wait);
		else tally.failed(result.kind === 'failed' ? result.why : 'a fresh connection was closed without an answer');
	}
}
