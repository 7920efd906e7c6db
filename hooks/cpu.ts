/** CPU in whole percent, 100 is one core: the tenths flicker, and each flicker is a row sent again over a slow link. */
export function formatCpu(percent: number | undefined): string | undefined {
	return percent === undefined ? undefined : `${Math.round(percent)} %`;
}
