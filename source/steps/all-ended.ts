/**
 * Resolves when all calls have ended, well or not, and then throws the first failure. `Promise.all` would go on while others
 * are under way, and a stop that ends late would undo what an undo has started.
 */
export async function allEnded(calls: readonly Promise<unknown>[]): Promise<void> {
	const results = await Promise.allSettled(calls);
	const failed = results.find((result) => result.status === 'rejected');
	if (failed !== undefined) throw failed.reason;
}
