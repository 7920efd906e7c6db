import type { Diagnosis } from '../../source/model/diagnosis.ts';
import type { FailureFacts } from '../../source/model/failure.ts';
import type { Cursor } from '../cursor.ts';

/** The card of one container: why it is as it is. */
export interface HealthScreen {
	readonly kind: 'health';
	readonly project: string;
	/** Docker's name; it stays the same when the container is made anew. */
	readonly container: string;
	/** Of a replica, on 127.0.0.1. */
	readonly port?: number;
	/** Absent until the first look is over. */
	readonly diagnosis?: Diagnosis;
	/** Why the last look failed. */
	readonly failure?: FailureFacts;
	readonly cursor: Cursor;
}
