import type { HttpAnswer } from '../host/host.ts';
import { isPrivateAddress } from '../model/private-address.ts';
import type { StepContext } from './step.ts';

/** How the CA would ask for a token of ours. */
export interface ChallengeQuestion {
	readonly domain: string;
	/** Host names to which it may be sent on: those of the project. */
	readonly domains: readonly string[];
	readonly path: string;
	readonly port: number;
	/** What must come. */
	readonly token: string;
	/** When there must be an answer, epoch ms. */
	readonly deadline: number;
}

/** What is wrong, in a few words. */
export interface Trouble {
	readonly words: string;
	/** False for what may look other from outside: a server behind NAT does not always reach its own public address. */
	readonly isCertain: boolean;
}

/** One question, ms; a CA waits for ten seconds. */
const patience = 10_000;
const mostRedirects = 5;

interface Hop {
	readonly host: string;
	readonly port: number;
	readonly tls: boolean;
	readonly path: string;
}

/** What is wrong with the way to a token of ours by one address of a domain; `undefined` if it comes. */
export async function troubleOnTheWay(
	address: string,
	question: ChallengeQuestion,
	{ host, signal }: StepContext,
): Promise<Trouble | undefined> {
	const { domain, domains, path, port, token, deadline } = question;
	const isOwn = host.network.ownAddresses().includes(address);
	// An address within a network of somebody's is another machine to whoever asks from elsewhere.
	const certain = (words: string): Trouble => ({ words, isCertain: isOwn || !isPrivateAddress(address) });
	let hop: Hop = { host: domain, port, tls: false, path };
	for (let redirects = 0; redirects <= mostRedirects; redirects++) {
		signal.throwIfAborted();
		const timeout = Math.min(patience, deadline - host.clock.now());
		if (timeout <= 0) return { words: `${wordsOf(hop)} was not tried: all of this takes too long`, isCertain: false };
		const answer = await host.http.request({ address, ...hop, timeout });
		// What one of its own addresses does not answer, nobody hears from outside either.
		if (answer.error !== undefined) return { words: `${wordsOf(hop)}: ${answer.error}`, isCertain: isOwn };
		if (answer.status === 200 && answer.body.trim() === token) return undefined;
		const next = redirectOf(answer, hop);
		if (next === undefined) return certain(`${wordsOf(hop)} answers ${answerWords(answer)}`);
		if (!domains.includes(next.host))
			return certain(`${wordsOf(hop)} sends it on to ${next.host}, which is none of this project’s host names`);
		hop = next;
	}
	return certain(`${wordsOf({ host: domain, port, tls: false, path })} sends it on more than ${mostRedirects} times`);
}

function wordsOf({ host, port, tls, path }: Hop): string {
	const usual = tls ? 443 : 80;
	return `GET ${tls ? 'https' : 'http'}://${host}${port === usual ? '' : `:${port}`}${path}`;
}

function answerWords({ status }: HttpAnswer): string {
	return status === 200 ? '200 with another text: another server, or another site, answers there' : `${status} instead of our token`;
}

function redirectOf({ status, location }: HttpAnswer, from: Hop): Hop | undefined {
	if (status === undefined || status < 300 || status > 399 || location === undefined) return undefined;
	try {
		const url = new URL(location, `${from.tls ? 'https' : 'http'}://${from.host}:${from.port}${from.path}`);
		if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
		const tls = url.protocol === 'https:';
		return { host: url.hostname, port: Number(url.port) || (tls ? 443 : 80), tls, path: url.pathname + url.search };
	} catch {
		return undefined;
	}
}
