/**
 * `after`, with every part that is equal to its counterpart in `before` replaced by that very object, and `before` itself
 * if nothing differs: what is drawn from an unchanged part need not be drawn again. For plain data.
 */
export function shareUnchanged<Value>(before: unknown, after: Value): Value {
	if (Object.is(before, after)) return after;
	if (Array.isArray(before) && Array.isArray(after)) return shareArray(before, after) as Value;
	if (isRecord(before) && isRecord(after)) return shareRecord(before, after) as Value;
	return after;
}

function shareArray(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
	const shared = after.map((value, index) => shareUnchanged(before[index], value));
	return before.length === after.length && shared.every((value, index) => Object.is(value, before[index])) ? before : shared;
}

type PlainRecord = Readonly<Record<string, unknown>>;

/** Once a second for every figure: hence no lists of keys and values. */
function shareRecord(before: PlainRecord, after: PlainRecord): PlainRecord {
	const shared: Record<string, unknown> = {};
	let keys = 0;
	let isSame = true;
	for (const key in after) {
		const value = shareUnchanged(before[key], after[key]);
		shared[key] = value;
		keys += 1;
		isSame &&= Object.is(value, before[key]) && (value !== undefined || key in before);
	}
	return isSame && keys === Object.keys(before).length ? before : shared;
}

function isRecord(value: unknown): value is PlainRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
