import type { LoadResult } from '../../../../source/sandbox/load/load-settings.ts';
import type { StepKind } from '../../../../source/steps/index.ts';
import type { StoredOperation } from '../../../engine/setup/operations.ts';
import type { WholeState } from '../whole-state.ts';

/** How the engine is ended, and when: so many ms after that step of a deploy began. */
export interface RestartCase {
	readonly signal: 'SIGTERM' | 'SIGKILL';
	/** True: its containers run on without it. */
	readonly liveRestore: boolean;
	readonly step: StepKind;
	readonly delay: number;
}

/** What came of a deploy in which the engine was ended and started again at once. */
export interface RestartResult {
	readonly id: string;
	/** Steps that were done when the engine was ended. */
	readonly done: readonly StepKind[];
	readonly operation: StoredOperation['operation'];
	/** The end in its journal, before anybody resumed it. */
	readonly finished: StoredOperation['finished'];
	/** The exit code of the command, and of `berth resume` where that was needed. */
	readonly codes: readonly (number | null)[];
	/** When the engine got its signal, epoch ms, and how long it took to answer again, ms. */
	readonly awayFrom: number;
	readonly away: number;
	/** Ports of replicas that are gone, on which somebody listens; what the operation said; and which of them after Docker started once more. */
	readonly held: readonly number[];
	readonly said: readonly string[];
	readonly stillHeld: readonly number[];
	readonly before: WholeState;
	readonly state: WholeState;
	/** What the site answers at the end. */
	readonly version: string;
	readonly load: Pick<LoadResult, 'sent' | 'failed' | 'failures'>;
}
