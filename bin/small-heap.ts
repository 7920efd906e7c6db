import { setFlagsFromString } from 'node:v8';

/**
 * For a process that stays open all day and does little: V8 would rather let its heap grow than clean it, and clean it with four
 * threads, which wait for each other longer than one needs for all. New objects get 1 MB instead of up to 16, and old ones are
 * cleaned up when they have grown by a fifth, and more eagerly, but once when it becomes quiet, not twice within a second. What
 * runs once a second would be compiled anew for minutes, a sixth of all work at rest: the dearest compiler waits for ten times
 * as many calls. These flags still count in a process that runs; `--max-semi-space-size` and `--max-old-space-size` would not, nor
 * does then `--single-threaded-gc` bring all that it stands for.
 */
export function keepHeapSmall(): void {
	setFlagsFromString('--single-threaded-gc');
	setFlagsFromString('--no-parallel-scavenge');
	setFlagsFromString('--optimize-for-size');
	setFlagsFromString('--semi-space-growth-factor=1');
	setFlagsFromString('--heap-growing-percent=20');
	setFlagsFromString('--memory-reducer-gc-count=1');
	setFlagsFromString('--invocation-count-for-turbofan=30000');
}
