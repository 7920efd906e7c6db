import { setFlagsFromString } from 'node:v8';

/**
 * From now on the young part of V8's heap grows no more. Under a flood of lines it would grow to 128 MiB, of lines that were
 * dropped long ago, and stay so large; the work of collecting them is the same.
 */
export function limitYoungHeap(): void {
	setFlagsFromString('--semi-space-growth-factor=1');
}
