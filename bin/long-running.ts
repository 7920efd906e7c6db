import { setFlagsFromString } from 'node:v8';

// For a process that stays open all day and does little. Flags that a later Node.js no longer knows do not keep it from starting here, as they
// would on its command line.

/**
 * What is called often is made simple code, and never optimised: that would cost CPU for minutes, and 15 MB for good, where there is little
 * to do.
 */
export function compileSimply(): void {
	setFlagsFromString('--no-maglev');
	setFlagsFromString('--no-turbofan');
}

/**
 * V8 would rather let its heap grow than clean it, and clean it with four threads, which wait for each other longer than one needs for
 * all. Old objects are cleaned up when they have grown by a fifth. For `--max-semi-space-size`, which `bin/berth.sh` gives, it is too
 * late in a process that runs.
 */
export function keepHeapSmall(): void {
	setFlagsFromString('--single-threaded-gc');
	setFlagsFromString('--heap-growing-percent=20');
}
