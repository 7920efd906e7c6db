import { parse } from 'yaml';
import type { ServiceName } from '../model/project.ts';
import { mistakesOf } from './mistakes.ts';
import { type ProjectAnswers, renderProjectFile } from './new-project-file.ts';
import { type AnswerTexts, answerTo, type QuestionId, questions, typedDomains } from './new-project-questions.ts';
import { contradictionsOf } from './project-rules.ts';
import { projectKeys, projectSchema } from './project-schema.ts';

/** The text of `project.yml` for these answers. */
export function projectTextOf(texts: AnswerTexts): string {
	return renderProjectFile(answersOf(texts));
}

/** What is wrong with one answer, whatever the others are, in the words of `project.yml`; nothing if it is right. */
export function mistakesIn(texts: AnswerTexts, id: QuestionId): readonly string[] {
	const answer = answerTo(texts, id);
	if (answer === '') return [`${questions[id].title}: an answer is needed`];
	const parsed = projectSchema.safeParse(fileValue({ name: 'shop', domains: 'shop.example.com', [id]: answer }));
	const mistakes = parsed.success ? contradictionsOf(parsed.data) : mistakesOf(parsed.error, projectKeys);
	if (mistakes.length === 0 && (id === 'postgres' || id === 'redis') && !isServiceAnswer(answer))
		return [`${JSON.stringify(answer)} is neither yes nor no, nor an image with its tag; write yes or ${id}:<tag>`];
	return [...new Set(mistakes.map(({ message }) => (/^(is|has|needs) /.test(message) ? `${JSON.stringify(answer)} ${message}` : message)))];
}

function answersOf(texts: AnswerTexts): ProjectAnswers {
	const value = (id: QuestionId) => answerTo(texts, id);
	const source = value('source');
	return {
		name: value('name'),
		domains: typedDomains(texts),
		...(value('proxy') === 'inner' && { innerProxy: true }),
		...(source === 'build' ? { build: { context: value('context'), dockerfile: value('dockerfile') } } : { image: source }),
		port: Number(value('port')),
		replicas: Number(value('replicas')),
		healthPath: value('health'),
		services: servicesOf(texts),
		...(value('memory') !== 'none' && { memory: value('memory') }),
		...(value('cpus') !== 'none' && { cpus: Number(value('cpus')) }),
		...(value('migrate') !== 'none' && { migrate: commandOf(value('migrate')) }),
		...(value('drain') !== questions.drain.usual && { drain: value('drain') }),
	};
}

/** The same as plain data with what is no number left as it was typed, so that the schema can name it. */
function fileValue(texts: AnswerTexts): unknown {
	const { healthPath, memory, cpus, services, migrate, innerProxy: _, ...answers } = answersOf(texts);
	const typed = (id: QuestionId) => (Number.isNaN(Number(answerTo(texts, id))) ? answerTo(texts, id) : Number(answerTo(texts, id)));
	const images = Object.entries(services).map(([service, image]) => [service, image === true ? true : { image }]);
	return {
		...answers,
		proxy: answerTo(texts, 'proxy'),
		port: typed('port'),
		replicas: typed('replicas'),
		health: { path: healthPath },
		limits: { ...(memory !== undefined && { memory }), ...(cpus !== undefined && { cpus: typed('cpus') }) },
		services: Object.fromEntries(images),
		...(migrate !== undefined && { migrate: { command: migrate } }),
	};
}

function servicesOf(texts: AnswerTexts): ProjectAnswers['services'] {
	const wanted = (['postgres', 'redis'] as const).flatMap((service): [ServiceName, string | true][] => {
		const answer = answerTo(texts, service);
		if (/^no?$/i.test(answer)) return [];
		return [[service, /^y(?:es)?$/i.test(answer) || answer]];
	});
	return Object.fromEntries(wanted);
}

/** Yes, no, or an image: of a word alone nobody can tell whether it is one. */
function isServiceAnswer(answer: string): boolean {
	return /^(?:y|yes|n|no)$/i.test(answer) || /[:/@]/.test(answer);
}

/** A command as words, if it is written as a list: `[sh, -c, "…"]`. */
function commandOf(answer: string): string | readonly string[] {
	if (!answer.startsWith('[')) return answer;
	try {
		const words: unknown = parse(answer);
		return Array.isArray(words) ? words.map(String) : answer;
	} catch {
		return answer;
	}
}
