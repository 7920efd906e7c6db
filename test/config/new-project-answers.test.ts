import { describe, expect, it } from 'vitest';
import { mistakesIn, projectTextOf } from '../../source/config/new-project-answers.ts';
import { type AnswerTexts, askedQuestions, questionIds, questions, typedDomains } from '../../source/config/new-project-questions.ts';
import { parseProject } from '../../source/config/project-file.ts';

const least: AnswerTexts = { name: 'shop', domains: 'shop.example.com' };
const projectOf = (texts: AnswerTexts) => parseProject(projectTextOf(texts), '/opt/projects/shop/project.yml');

describe('answers', () => {
	it('make a whole project of nothing but a name and a host name', () => {
		expect(projectOf(least)).toMatchObject({
			domains: ['shop.example.com'],
			source: { kind: 'build', context: '.', dockerfile: 'Dockerfile.prod' },
			port: 8000,
			replicas: 1,
			health: { path: '/health' },
			drain: 30_000,
			services: {},
			limits: {},
		});
	});

	it('become the project file as they were typed', () => {
		const texts: AnswerTexts = {
			name: ' shop ',
			domains: 'Shop.example.com, www.shop.example.com',
			source: 'ghcr.io/company/shop',
			port: '3000',
			replicas: '3',
			health: '/up',
			postgres: 'postgres:17',
			redis: 'yes',
			memory: '512m',
			cpus: '0.5',
			migrate: '[sh, -c, "a && b"]',
			drain: '5m',
		};
		expect(projectOf(texts)).toMatchObject({
			domains: ['shop.example.com', 'www.shop.example.com'],
			source: { kind: 'image', repository: 'ghcr.io/company/shop' },
			port: 3000,
			replicas: 3,
			health: { path: '/up' },
			services: { postgres: { image: 'postgres:17' }, redis: { image: 'redis:7-alpine' } },
			limits: { memory: 536_870_912, cpus: 0.5 },
			migrate: { command: ['sh', '-c', 'a && b'] },
			drain: 300_000,
		});
	});

	it('ask where an image is built only if it is built', () => {
		expect(askedQuestions(least)).toEqual(questionIds);
		expect(askedQuestions({ source: 'ghcr.io/company/shop' })).not.toContain('dockerfile');
	});

	it('take host names apart at spaces and commas', () => {
		expect(typedDomains({ domains: ' a.example,b.example  c.example ' })).toEqual(['a.example', 'b.example', 'c.example']);
	});
});

describe('mistakesIn', () => {
	it('finds nothing wrong with what is usual or suggested', () => {
		const offered = questionIds.flatMap((id) => (questions[id].suggestions ?? []).map((answer) => [id, answer] as const));
		expect(offered.flatMap(([id, answer]) => mistakesIn({ [id]: answer }, id))).toEqual([]);
		expect(questionIds.filter((id) => questions[id].usual !== undefined).flatMap((id) => mistakesIn({}, id))).toEqual([]);
	});

	it('misses a name and a host name', () => {
		expect(questionIds.flatMap((id) => mistakesIn({}, id))).toEqual(['Name: an answer is needed', 'Domains: an answer is needed']);
	});

	it.each([
		['name', 'Shop', '"Shop" is not a project name; write 2 to 39 of a–z, 0–9 and -, a letter first'],
		['domains', 'shop_1.example', '"shop_1.example" is not a host name; write shop.example.com'],
		['domains', 'a.example a.example', 'a.example is there twice, first at domains[0]; keep one'],
		[
			'source',
			'ghcr.io/company/shop:v1',
			'"ghcr.io/company/shop:v1" has a tag; write ghcr.io/company/shop: the version of a release is its tag',
		],
		[
			'source',
			'localhost:5000/shop:v1',
			'"localhost:5000/shop:v1" has a tag; write localhost:5000/shop: the version of a release is its tag',
		],
		['context', '../x', '"../x" is not a directory inside the release; write . or backend'],
		['dockerfile', '/x', '"/x" is not a file inside the release; write Dockerfile.prod'],
		['port', 'http', '"http" is not a whole number; write 8000'],
		['port', '70000', '70000 is out of range; write 1 to 65535'],
		['replicas', '17', '17 is out of range; write 1 to 16'],
		['health', 'health', '"health" is not a path; write /health'],
		['health', '/.berth', '"/.berth" is answered by the proxy itself; write another path'],
		['postgres', 'Post gres', '"Post gres" is not an image; write postgres:15-alpine'],
		['redis', '!', '"!" is not an image; write redis:7-alpine'],
		['memory', '1', '"1" is not a size; write 512m or 2g'],
		['memory', '1m', '"1m" is too small; Docker needs 6m at least'],
		['cpus', 'two', '"two" is not a number of cores; write 2 or 0.5'],
		['migrate', 'a && b', '"a && b" needs a shell; write a list such as [sh, -c, "…"]'],
		['drain', '30', '"30" is not a duration; write 60s, 2m or 500ms'],
	] as const)('says what is wrong with %s %j, and what to write', (id, answer, words) => {
		expect(mistakesIn({ ...least, [id]: answer }, id)).toEqual([words]);
	});

	it('judges an answer whatever the others are', () => {
		expect(mistakesIn({ name: '', port: 'x', replicas: '2' }, 'replicas')).toEqual([]);
	});
});

it.each(['postgres', 'redis'] as const)('%s is yes, no or an image, and maybe is none of them', (id) => {
	for (const right of ['yes', 'Y', 'no', `${id}:17`, 'registry.example/data', `${id}@sha256:0`])
		expect(mistakesIn({ ...least, [id]: right }, id)).toEqual([]);
	expect(mistakesIn({ ...least, [id]: 'maybe' }, id)).toEqual([expect.stringContaining('"maybe" is neither yes nor no')]);
});
