import { describe, expect, it } from 'vitest';
import type { AnswerTexts, QuestionId } from '../../source/config/new-project-questions.ts';
import type { DomainLookup } from '../../source/model/domain-lookup.ts';
import type { Snapshot } from '../../source/model/snapshot.ts';
import { checkAnswer, refusedAnswers } from '../../source/operations/check-answer.ts';
import { exampleSnapshot } from '../fakes/example-snapshot.ts';

/** What is said of the answers, each with its tone. */
function said(id: QuestionId, texts: AnswerTexts, more: Partial<Snapshot> = {}, lookups: Record<string, DomainLookup | undefined> = {}) {
	const findings = checkAnswer(texts, id, { snapshot: { ...exampleSnapshot, ...more }, lookups });
	return findings.map(({ tone, text }) => `${tone} ${text}`);
}

describe('a name', () => {
	it('comes with the ports that the project would get', () => {
		expect(said('name', { name: 'news' })).toEqual([
			'good news is free',
			'good It gets the ports 8301–8316 (blue), 8317–8332 (green), 8333 (PostgreSQL) and 8380 (Redis)',
		]);
	});

	it('is refused when a project has it, or had it in the registry', () => {
		expect(said('name', { name: 'shop' })).toEqual(['bad There is a project shop on server-1 already']);
		expect(said('name', { name: 'shop' }, { projects: [] })).toEqual(['bad There is a project shop on server-1 already']);
	});

	it('is refused when it is the name of a berth or of the proxy', () => {
		expect(said('name', { name: 'shop-blue' })).toEqual([expect.stringMatching(/^bad .*is the berth of another project$/)]);
		expect(said('name', { name: 'nginx-proxy' })).toEqual([expect.stringMatching(/^bad /)]);
	});

	it('tells which ports are passed over, and when none or no network is left', () => {
		expect(said('name', { name: 'news' }, { listening: [8333] })).toContain(
			'warn The block from 8300 on is skipped: something listens on 8333',
		);
		expect(said('name', { name: 'news' }, { nextProjectId: 575 })).toContainEqual(expect.stringMatching(/^bad No block of free ports/));
		expect(said('name', { name: 'news' }, { networkPool: '172.20.0.0/24', subnets: ['172.20.0.0/16'] })).toContainEqual(
			'bad No free network is left in 172.20.0.0/24',
		);
	});
});

describe('host names', () => {
	const domains = 'news.example';
	it.each([
		[{ kind: 'here', addresses: ['203.0.113.7'] }, 'good news.example leads to this server'],
		[
			{ kind: 'elsewhere', addresses: ['203.0.113.9'] },
			'warn news.example leads to 203.0.113.9, no address of this machine. Behind NAT or a CDN that is right',
		],
		[{ kind: 'unknown' }, 'warn DNS has no address of news.example yet; nobody reaches the site before it has'],
		[{ kind: 'silent', why: 'no answer in time' }, 'warn DNS does not answer for news.example: no answer in time'],
		[undefined, 'waiting Asking DNS for news.example'],
	] as const)('are never refused for what DNS says: %j', (lookup, words) => {
		expect(said('domains', { domains }, {}, { 'news.example': lookup })).toEqual([words]);
	});

	it('are refused when another project has one of them', () => {
		expect(said('domains', { domains: 'news.example www.shop.example' })).toEqual(['bad www.shop.example belongs to shop already']);
	});

	it('say when nobody outside could ask for one', () => {
		expect(said('domains', { domains: 'news' })).toEqual([expect.stringMatching(/^warn news has no dot/)]);
	});
});

describe('capacity', () => {
	it('compares replicas and their limit with the memory that is free', () => {
		expect(said('memory', { memory: '512m', replicas: '2' })).toEqual(['good 2 × 512 MiB = 1024 MiB; server-1 has 2048 MiB free']);
		expect(said('replicas', { memory: '512m', replicas: '3' })).toEqual([
			'warn 3 × 512 MiB = 1536 MiB, twice that during a deploy, and server-1 has 2048 MiB free',
		]);
		expect(said('memory', { memory: '2g', replicas: '3' })).toEqual([
			'warn 3 × 2048 MiB = 6144 MiB, and server-1 has 2048 MiB free: the first deploy would be refused',
		]);
		expect(said('replicas', { replicas: '2' })).toEqual(['good 2 without a limit take 128 MiB or more; server-1 has 2048 MiB free']);
	});

	it('warns when the disk is nearly full', () => {
		expect(said('source', {})).toEqual(['good 20480 MiB of disk are free for images and data']);
		const capacity = { ...exampleSnapshot.capacity, diskFree: 100 * 1024 ** 2 };
		expect(said('source', {}, { capacity })).toEqual([expect.stringMatching(/^warn Only 100 MiB of disk are free under \/opt/)]);
	});
});

describe('refusedAnswers', () => {
	it('names what would be refused, and not what is only a warning', () => {
		const facts = { snapshot: exampleSnapshot, lookups: {} };
		expect(refusedAnswers({ name: 'shop', domains: 'news', port: 'x', memory: '2g', replicas: '3' }, facts)).toEqual(['name', 'port']);
	});

	it('passes over questions that are not asked', () => {
		const texts = { name: 'news', domains: 'news.example', source: 'ghcr.io/company/news', dockerfile: '/x' };
		expect(refusedAnswers(texts, { snapshot: exampleSnapshot, lookups: {} })).toEqual([]);
	});

	it('finds mistakes also before the server was observed', () => {
		expect(refusedAnswers({ name: 'News' }, { lookups: {} })).toEqual(['name', 'domains']);
	});
});
