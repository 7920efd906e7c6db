import { mistakesIn } from '../config/new-project-answers.ts';
import { type AnswerTexts, answerTo, askedQuestions, type QuestionId, typedDomains } from '../config/new-project-questions.ts';
import { maxReplicas } from '../model/berth.ts';
import type { DomainLookup } from '../model/domain-lookup.ts';
import { failureFacts } from '../model/failure.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { nextBlock } from '../server/port-registry.ts';
import { nextSubnet } from '../server/subnets.ts';
import { checkDisk, checkMemory } from './check-capacity.ts';
import type { Finding } from './finding.ts';
import { ownerOfDomain, whyNameTaken } from './new-project-rules.ts';

/** What answers are judged by. */
export interface AnswerFacts {
	/** Absent until the server was observed. */
	readonly snapshot?: Snapshot;
	/** What DNS says of the host names that were asked for; `undefined` is being asked. */
	readonly lookups: Readonly<Record<string, DomainLookup | undefined>>;
}

/** Everything there is to say about one answer. The plan judges all of them again. */
export function checkAnswer(texts: AnswerTexts, id: QuestionId, facts: AnswerFacts): readonly Finding[] {
	const mistakes = mistakesIn(texts, id);
	if (mistakes.length > 0) return mistakes.map(bad);
	const { snapshot } = facts;
	switch (id) {
		case 'name':
			return snapshot === undefined ? [] : checkName(snapshot, answerTo(texts, id));
		case 'domains':
			return typedDomains(texts).flatMap((domain) => checkDomain(facts, domain));
		case 'source':
			return snapshot === undefined ? [] : checkDisk(snapshot);
		case 'replicas':
		case 'memory':
			return snapshot === undefined ? [] : checkMemory(snapshot, texts);
		default:
			return [];
	}
}

/** The questions whose answers would be refused, in their order. */
export function refusedAnswers(texts: AnswerTexts, facts: AnswerFacts): readonly QuestionId[] {
	return askedQuestions(texts).filter((id) => checkAnswer(texts, id, facts).some(({ tone }) => tone === 'bad'));
}

function checkName(snapshot: Snapshot, name: string): readonly Finding[] {
	const taken = whyNameTaken(snapshot, name);
	if (taken !== undefined) return [bad(taken.why === undefined ? taken.what : `${taken.what}: ${taken.why}`)];
	return [good(`${name} is free`), ...checkPorts(snapshot)];
}

function checkPorts(snapshot: Snapshot): readonly Finding[] {
	try {
		const registry = { nextId: snapshot.nextProjectId, projects: snapshot.registry };
		const { ports, skipped } = nextBlock(registry, snapshot.portScheme, snapshot.listening);
		const { blue, green, postgres, redis } = ports;
		const last = maxReplicas - 1;
		if (nextSubnet(snapshot.networkPool, snapshot.subnets) === undefined)
			return [bad(`No free network is left in ${snapshot.networkPool}`)];
		return [
			good(
				`It gets the ports ${blue}–${blue + last} (blue), ${green}–${green + last} (green), ${postgres} (PostgreSQL) and ${redis} (Redis)`,
			),
			...skipped.map(({ base, port }) => warn(`The block from ${base} on is skipped: something listens on ${port}`)),
		];
	} catch (error) {
		const { what, next } = failureFacts(error);
		return [bad(next === undefined ? what : `${what}. ${next}`)];
	}
}

function checkDomain({ snapshot, lookups }: AnswerFacts, domain: string): readonly Finding[] {
	const owner = snapshot && ownerOfDomain(snapshot, domain);
	if (owner !== undefined) return [bad(`${domain} belongs to ${owner} already`)];
	if (!domain.includes('.')) return [warn(`${domain} has no dot: nobody outside this machine can ask for it`)];
	if (!(domain in lookups)) return [];
	const lookup = lookups[domain];
	if (lookup === undefined) return [{ tone: 'waiting', text: `Asking DNS for ${domain}` }];
	switch (lookup.kind) {
		case 'here':
			return [good(`${domain} leads to this server`)];
		case 'elsewhere':
			return [warn(`${domain} leads to ${lookup.addresses.join(', ')}, no address of this machine. Behind NAT or a CDN that is right`)];
		case 'unknown':
			return [warn(`DNS has no address of ${domain} yet; nobody reaches the site before it has`)];
		case 'silent':
			return [warn(`DNS does not answer for ${domain}: ${lookup.why}`)];
	}
}

function good(text: string): Finding {
	return { tone: 'good', text };
}

function warn(text: string): Finding {
	return { tone: 'warn', text };
}

function bad(text: string): Finding {
	return { tone: 'bad', text };
}
