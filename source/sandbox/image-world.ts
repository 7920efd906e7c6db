import type { SandboxEngine } from './engine.ts';
import type { SandboxWorld } from './sandbox-world.ts';

/** What making images needs. */
export interface ImageWorld extends Omit<SandboxWorld, 'clock'> {
	readonly engine: SandboxEngine;
}
