import { spawnSync } from 'node:child_process';
import { readFaultChoice } from './setup/fault-choice.ts';

// `npm run test:faults`: a third of the fault points, chosen anew each time; with `--all` every one of them. All other words are vitest's.
const words = process.argv.slice(2);
const { seed } = readFaultChoice(words.includes('--all') ? 'all' : process.env.BERTH_FAULTS, Date.now());
const vitest = ['run', '--config', 'vitest.faults.config.ts', ...words.filter((word) => word !== '--all')];
const { status } = spawnSync('vitest', vitest, { stdio: 'inherit', env: { ...process.env, BERTH_FAULTS: seed } });
process.exitCode = status ?? 1;
