import { setFlagsFromString } from 'node:v8';

/**
 * For a process that stays open all day and does little: V8 would rather let its heap grow than clean it, and clean it with four
 * threads, which wait for each other longer than one needs for all. Old objects are cleaned up when they have grown by a fifth. These
 * flags still count in a process that runs; for `--max-semi-space-size`, which `bin/berth.sh` gives, it is too late then.
 */
export function keepHeapSmall(): void {
	setFlagsFromString('--single-threaded-gc');
	setFlagsFromString('--heap-growing-percent=20');
}
