import type { LogLine } from '../host/host.ts';

/** How programs begin to tell an error: `FATAL`, `panic:`, `TypeError:`, `[error]`. */
const plainly = /\b(?:fatal|panic|emerg|critical|error|exception)\b|[a-z](?:Error|Exception)\b/i;
/** Said of smaller troubles too; counts where nothing says it more plainly. */
const perhaps = /\b(?:failed|refused|denied|cannot|could not|not found|no such file|killed)\b/i;
const countsNone = /\b(?:0|no) (?:errors?|failures?|failed)\b/i;

/** The first line that tells an error: of those printed since `since` (epoch ms), else of all. */
export function firstErrorOf(lines: readonly LogLine[], since = 0): string | undefined {
	const recent = lines.filter(({ at }) => at >= since);
	for (const pattern of [plainly, perhaps]) {
		const isError = ({ text }: LogLine) => pattern.test(text) && !countsNone.test(text);
		const found = recent.find(isError) ?? lines.find(isError);
		if (found !== undefined) return found.text.trim();
	}
	return undefined;
}
