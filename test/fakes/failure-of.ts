import { Failure } from '../../source/model/failure.ts';

/** The failure that `act` throws; anything else thrown, or nothing, fails the test. */
export function failureOf(act: () => unknown): Failure {
	try {
		act();
	} catch (error) {
		if (error instanceof Failure) return error;
		throw error;
	}
	throw new Error('nothing was thrown');
}
