/** True if nginx `version` (`1.25.1`) is `least` or newer. */
export function isAtLeast(version: string, least: string): boolean {
	const [have, need] = [numbersOf(version), numbersOf(least)];
	const differs = need.findIndex((number, index) => (have[index] ?? 0) !== number);
	return differs < 0 || (have[differs] ?? 0) > (need[differs] ?? 0);
}

function numbersOf(version: string): readonly number[] {
	return version.split('.').map((part) => Number.parseInt(part, 10) || 0);
}

/** `nginx:1.29` → `1.29.0`; without a number the oldest supported, whose configuration every later one takes. */
export function versionOfImage(image: string): string {
	const found = /:(\d+)\.(\d+)(?:\.(\d+))?/.exec(image);
	return found === null ? '1.22.0' : `${found[1]}.${found[2]}.${found[3] ?? 0}`;
}
