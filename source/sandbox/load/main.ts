import type { LoadSettings } from './load-settings.ts';
import { createSite } from './site.ts';
import { sendSteadily } from './steady-requests.ts';
import { createTally } from './tally.ts';
import { keepWebSockets } from './web-sockets.ts';

/**
 * The load client, a process of its own so that a busy one does not disturb its clock. Its one argument is its settings as JSON,
 * one for each site; everything is counted together. Prints `ready` when all WebSockets are open, and the result as JSON when it is asked to end (SIGTERM, end of its input) or at its limit.
 */
const settings = JSON.parse(process.argv[2] ?? '') as readonly LoadSettings[];
const sites = settings.map((one) => [createSite(one), one] as const);
const end = new AbortController();
const tally = createTally();
process.on('SIGTERM', () => end.abort());
process.stdin.on('end', () => end.abort()).resume();
const limit = setTimeout(() => end.abort(), Math.max(...settings.map((one) => one.limit)));
const sending = sites.map(([site, one]) => sendSteadily(site, one, tally, end.signal));
void Promise.all(sites.map(([site, one]) => keepWebSockets(site, one, tally, end.signal))).then(() => process.stdout.write('ready\n'));
await Promise.all(sending);
clearTimeout(limit);
process.stdout.write(`${JSON.stringify(tally.result())}\n`, () => process.exit(0));
