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

function shareRecord(before: PlainRecord, after: PlainRecord): PlainRecord {
	const entries = Object.entries(after).map(([key, value]) => [key, shareUnchanged(before[key], value)] as const);
	const isSame =
		entries.length === Object.keys(before).length && entries.every(([key, value]) => key in before && Object.is(value, before[key]));
	return isSame ? before : Object.fromEntries(entries);
}

function isRecord(value: unknown): value is PlainRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
