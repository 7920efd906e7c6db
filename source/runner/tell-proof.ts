import type { Clock } from '../host/host.ts';
import type { JournalWriter } from '../journal/writer.ts';
import type { Probe } from './probe.ts';

/** Between two entries, ms: each is flushed to the disk, and people read no faster. */
const interval = 2000;

/** Writes into the journal what the probe has seen so far, again and again until aborted, for those who watch. */
export async function tellProof(
	clock: Clock,
	journal: Pick<JournalWriter, 'note'>,
	probe: Pick<Probe, 'proof'>,
	signal: AbortSignal,
): Promise<void> {
	let told = 0;
	while (!signal.aborted) {
		await clock.sleep(interval, signal).catch(() => undefined);
		if (signal.aborted) return;
		const proof = await probe.proof();
		if (proof.probes === told) continue;
		told = proof.probes;
		await journal.note({ kind: 'probe', proof });
	}
}
