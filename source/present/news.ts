import type { JournalEntry } from '../journal/records.ts';

/** Tells of a followed journal which entries are news: the probe's own are none while nothing more has failed. */
export function createNews(): (entry: JournalEntry) => boolean {
	let failed = 0;
	return (entry) => {
		if (entry.kind !== 'probe') return true;
		const isNews = entry.proof.probesFailed > failed;
		failed = entry.proof.probesFailed;
		return isNews;
	};
}
