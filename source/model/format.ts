const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A span of time in two units at most: `84 ms`, `6.1 s`, `1 min 30 s`, `2 h 5 min`. */
export function formatDuration(ms: number): string {
	if (ms < second) return `${Math.round(ms)} ms`;
	if (ms < minute - second / 2) return `${shortNumber(ms / second)} s`;
	const seconds = Math.round(ms / second) * second;
	if (seconds < hour) return twoUnits(seconds, minute, 'min', second, 's');
	if (seconds < day) return twoUnits(seconds, hour, 'h', minute, 'min');
	return twoUnits(seconds, day, 'd', hour, 'h');
}

/** How long ago, in one unit: `12 s`, `3 min`, `5 h`, `2 d`. Times ahead of the clock are `0 s`. */
export function formatAge(ms: number): string {
	if (ms < minute) return `${Math.max(0, Math.floor(ms / second))} s`;
	if (ms < hour) return `${Math.floor(ms / minute)} min`;
	if (ms < 2 * day) return `${Math.floor(ms / hour)} h`;
	return `${Math.floor(ms / day)} d`;
}

/** What is left of a time, in one whole unit: `61 days`, `7 hours`, `1 minute`. */
export function formatLeft(ms: number): string {
	if (ms >= 2 * day) return formatNumber(Math.floor(ms / day), 'day');
	return ms >= hour ? formatNumber(Math.floor(ms / hour), 'hour') : formatNumber(Math.floor(ms / minute), 'minute');
}

/** Bytes in powers of 1024: `512 B`, `1.5 GiB`. */
export function formatBytes(bytes: number): string {
	const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
	const index = Math.max(
		0,
		units.findLastIndex((_, power) => bytes >= 1024 ** power),
	);
	const value = bytes / 1024 ** index;
	return `${index === 0 ? Math.round(value) : shortNumber(value)} ${units[index]}`;
}

/** A percentage as it is counted, 100 being the whole or one core: `0.4 %`, `37 %`. */
export function formatPercent(percent: number): string {
	return `${shortNumber(percent)} %`;
}

/** A whole number with its thousands apart: `8 312`. */
export function formatCount(count: number): string {
	return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ' ');
}

/** A number and its noun: `1 replica`, `3 replicas`. */
export function formatNumber(count: number, noun: string, plural = `${noun}s`): string {
	return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** Epoch ms as `2026-03-01 14:05:09` in UTC, so that every reader sees the same. */
export function formatTime(at: number): string {
	return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** Names in a row, of many only the first: `a, b, c and 5 more`. */
export function formatList(names: readonly string[]): string {
	const most = 4;
	if (names.length <= most) return names.join(', ');
	return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`;
}

/** Ports on this server's own address: `127.0.0.1:8117–8119`. */
export function formatPorts(ports: readonly number[]): string {
	const sorted = ports.toSorted((left, right) => left - right);
	const first = sorted[0];
	const last = sorted.at(-1);
	if (first === undefined || last === undefined) return 'no port';
	if (sorted.length === 1) return `127.0.0.1:${first}`;
	const isRange = last - first === sorted.length - 1;
	return `127.0.0.1:${isRange ? `${first}–${last}` : sorted.join(', ')}`;
}

function twoUnits(ms: number, large: number, largeName: string, small: number, smallName: string): string {
	const whole = Math.floor(ms / large);
	const rest = Math.floor((ms % large) / small);
	return rest === 0 ? `${whole} ${largeName}` : `${whole} ${largeName} ${rest} ${smallName}`;
}

function shortNumber(value: number): string {
	return value < 9.95 ? String(Number(value.toFixed(1))) : String(Math.round(value));
}
