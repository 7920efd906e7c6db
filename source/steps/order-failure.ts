import type { CommandResult } from '../host/host.ts';
import { Failure } from '../model/failure.ts';
import { formatList } from '../model/format.ts';

/** What was ordered, and where. */
interface Ordered {
	readonly project: string;
	readonly domains: readonly string[];
	readonly authority: string;
	/** Directory of the ACME client's account. */
	readonly certbot: string;
}

/** What certbot reads before it looks at how it was called. */
export const operatorsFile = '/etc/letsencrypt/cli.ini';

/** What it says of settings there that do not go with the order, and that nothing in the call can undo. */
const foreignSetting = /Too many flags|conflicts with --|unrecognized arguments|cannot be used with|ambiguous option/;

/** So many last lines a failure carries. */
const lastLines = 12;

/**
 * Why certbot failed: what the CA said of an order stands in its log alone (`acme.messages.Error: <type> :: … :: <detail>`), because
 * certbot 2.1 on Python 3.11 stumbles over it; what it said of a domain stands in standard output.
 */
export function orderFailure(ordered: Ordered, { code, stdout, stderr }: CommandResult, log: string): Failure {
	const said = Array.from(log.matchAll(/acme\.messages\.Error: (urn:ietf:params:acme:error:\w+) :: ([^\n]*)/g)).at(-1);
	const domains = Array.from(
		stdout.matchAll(/^\s*Domain: (\S+)\n\s*Type:\s+(\S+)\n\s*Detail: (.*)$/gm),
		([, domain, , detail]) => `${domain}: ${detail}`,
	);
	const tail = `${stdout}\n${stderr}`
		.split('\n')
		.map((line) => line.trimEnd())
		.filter((line) => line !== '')
		.slice(-lastLines);
	const reason = reasonOf(ordered, { type: said?.[1]?.split(':').at(-1), detail: said?.[2], domains, tail, code });
	return new Failure({
		kind: 'external',
		what: `No certificate was obtained for ${formatList(ordered.domains)}`,
		...reason,
		output: domains.length > 0 ? domains : tail,
	});
}

interface Said {
	readonly type: string | undefined;
	readonly detail: string | undefined;
	readonly domains: readonly string[];
	readonly tail: readonly string[];
	readonly code: number;
}

function reasonOf(
	{ authority, certbot, project }: Ordered,
	{ type, detail, domains, tail, code }: Said,
): { readonly why: string; readonly next: string } {
	const text = tail.join('\n');
	const [domain] = domains;
	const again = `then \`berth certificate issue ${project}\``;
	if (type === 'rateLimited')
		return {
			why: `the CA gives no more for now: ${detail}`,
			next: 'Wait until the time it names; trying again earlier only counts against it. What is served now goes on',
		};
	if (type === 'caa') return { why: `a CAA record forbids it: ${detail}`, next: `Allow this CA in DNS, ${again}` };
	if (type === 'accountDoesNotExist' || (type === 'unauthorized' && domain === undefined))
		return {
			why: `the CA does not know the account any more: ${detail}`,
			next: `Remove the CA’s directory in ${certbot}/config/accounts, so that a new one is made, ${again}`,
		};
	if (domain !== undefined) return { why: domain, next: `Correct that at your DNS provider, firewall or front proxy, ${again}` };
	if (/\[Errno 28\]|No space left on device/.test(text)) return { why: 'the disk is full', next: `Free some, ${again}` };
	if (/CERTIFICATE_VERIFY_FAILED/.test(text))
		return {
			why: `nobody vouches for ${authority}`,
			next: 'Check `certificates.ca` in server.yml; a CA of your own needs its root as `certificates.caBundle`',
		};
	if (/Connection refused|Max retries exceeded|Name or service not known|timed out|ConnectionError/i.test(text))
		return {
			why: `${authority} cannot be reached`,
			next: `Try again later (\`berth certificate issue ${project}\`); what is served now goes on`,
		};
	if (/<Response \[5\d\d\]>|down for maintenance/.test(text) || type === 'serverInternal')
		return {
			why: `${authority} does not work at the moment${detail === undefined ? '' : `: ${detail}`}`,
			next: `Try again later (\`berth certificate issue ${project}\`); what is served now goes on`,
		};
	const foreign = tail.find((line) => foreignSetting.test(line));
	if (foreign !== undefined)
		return { why: `a setting in the way: ${foreign}`, next: `Take it out of ${operatorsFile}, which certbot reads too, ${again}` };
	if (/Another instance of Certbot/.test(text)) return { why: 'certbot runs already', next: `Wait until it has ended, ${again}` };
	return {
		why: detail ?? `certbot ended with exit code ${code}`,
		next: `Its last lines are below, its log is in ${certbot}; correct that, ${again}`,
	};
}
