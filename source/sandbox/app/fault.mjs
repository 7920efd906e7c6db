/**
 * What this app does wrong on purpose: `FAULT=<kind>` or `FAULT=<kind>:<number>`.
 *
 * `exit` ends at once with code 1 · `never` runs but never listens · `crash-after:<ms>` ends with code 1 later
 * `health-500`, `health-301` · `slow-health:<ms>` (default 30 000) · `sick-after:<ms>` healthy first, 500 later
 * SIGUSR2: every answer is 500 from then on
 * `bad-header` breaks every answer · `errors:<percent>` of `/` are 500 · `slow:<ms>` delays `/` · `busy:<ms>` does one request at a time · `ignore-term` never stops by SIGTERM
 */
export const fault = readFault(process.env.FAULT ?? '');

function readFault(text) {
	const [kind, number] = text.split(':');
	return { kind, number: Number(number ?? 0) };
}
