import { block } from './text.ts';

/** Headers that a response gets if its app sent none of that name: the app's own word is neither doubled nor overruled. */
const defaults = [
	['X-Frame-Options', 'SAMEORIGIN'],
	['X-Content-Type-Options', 'nosniff'],
	['Referrer-Policy', 'strict-origin-when-cross-origin'],
] as const;

/** A year, the least that browsers' preload lists take. */
const hstsAge = 31_536_000;

const hstsVariable = variableOf('Strict-Transport-Security');

/** The maps that see what the app sent, for the main configuration. */
export const defaultHeaderMaps: readonly string[] = [
	...defaults.flatMap(([name, value]) => block(`map ${sentBy(name)} ${variableOf(name)}`, ['default "";', `"" "${value}";`])),
	// What stands in it differs from site to site: each puts its own words into $berth_hsts.
	...block(`map ${sentBy('Strict-Transport-Security')} ${hstsVariable}`, ['default "";', '"" $berth_hsts;']),
];

/** The lines of a site that add them; nginx leaves out a header without a value. */
export const defaultHeaders: readonly string[] = defaults.map(([name]) => `add_header ${name} ${variableOf(name)} always;`);

/** For a location that adds headers of its own: it gets none from its server. */
export const hstsHeader = `add_header Strict-Transport-Security ${hstsVariable} always;`;

/** What a site with TLS tells browsers: to stay with TLS, for other names and for the preload lists only if that is asked for. */
export function hstsLines({
	includeSubDomains,
	preload,
}: {
	readonly includeSubDomains: boolean;
	readonly preload: boolean;
}): readonly string[] {
	const words = [`max-age=${hstsAge}`, ...(includeSubDomains ? ['includeSubDomains'] : []), ...(preload ? ['preload'] : [])];
	return [`set $berth_hsts "${words.join('; ')}";`, hstsHeader];
}

function sentBy(name: string): string {
	return `$upstream_http_${name.toLowerCase().replaceAll('-', '_')}`;
}

function variableOf(name: string): string {
	return `$berth_default_${name.toLowerCase().replaceAll('-', '_')}`;
}
