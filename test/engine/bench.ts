import { parseArgs } from 'node:util';
import { benchChanges } from './bench/bench-changes.ts';
import { benchConsole } from './bench/bench-console.ts';
import { benchOverload } from './bench/bench-overload.ts';
import { consoleOptions, readConsoleOptions } from './bench/console-options.ts';
import { ensureTestEngine } from './setup/test-engine.ts';

// Speed and size, measured on a real engine: `npm run bench`, `npm run bench:changes`, `npm run bench:console -- --soak 60`, `npm run bench:overload`. The
// exit code is 1 if anything is over its limit. Only an otherwise idle machine says anything, so this is no part of `npm test`.
const { values, positionals } = parseArgs({ allowPositionals: true, options: consoleOptions });
const isWanted = (part: string) => positionals.length === 0 || positionals.includes(part);

const engine = await ensureTestEngine((line) => console.error(line));
if (isWanted('changes') && !(await benchChanges(engine))) process.exitCode = 1;
if (isWanted('overload') && !(await benchOverload(engine))) process.exitCode = 1;
if (isWanted('console') && !(await benchConsole(engine, readConsoleOptions(values)))) process.exitCode = 1;
