/** What is asked about a new project, in its order. */
export const questionIds = [
	'name',
	'domains',
	'source',
	'context',
	'dockerfile',
	'port',
	'replicas',
	'health',
	'postgres',
	'redis',
	'memory',
	'cpus',
	'migrate',
	'drain',
	'proxy',
] as const;

export type QuestionId = (typeof questionIds)[number];

/** What was typed, by question. Nothing typed is the usual answer. */
export type AnswerTexts = Readonly<Partial<Record<QuestionId, string>>>;

export interface Question {
	/** One or two words, for the list of answers. */
	readonly title: string;
	readonly ask: string;
	/** How to answer, and what comes of it. */
	readonly how: string;
	/** What nothing typed means; absent where something must be. */
	readonly usual?: string;
	/** Answers to pick from; others are possible. */
	readonly suggestions?: readonly string[];
}

const serviceHow = 'yes, no, or the image to run. Started once, and never touched by a deploy.';

/** The questions of `berth new`, for people who are asked one after the other. */
export const questions: Readonly<Record<QuestionId, Question>> = {
	name: {
		title: 'Name',
		ask: 'What is the project called?',
		how: 'Lower-case letters, digits and dashes. Its directory, containers and site are called so too.',
	},
	domains: {
		title: 'Domains',
		ask: 'Which host names does its site answer to?',
		how: 'The main one first, others after a space. Health checks ask for the first.',
	},
	proxy: {
		title: 'Proxy',
		ask: 'Which nginx serves its site?',
		how: '"server": the one of all sites. "inner": one of its own, on a port of this server, for whatever stands in front.',
		usual: 'server',
		suggestions: ['server', 'inner'],
	},
	source: {
		title: 'Image',
		ask: 'Where does its image come from?',
		how: '"build" makes it on this server from releases/VERSION. Else the image to pull, without a tag: the version of a release is its tag.',
		usual: 'build',
	},
	context: {
		title: 'Build in',
		ask: 'In which directory of a release is it built?',
		how: 'A path inside releases/VERSION.',
		usual: '.',
	},
	dockerfile: {
		title: 'Dockerfile',
		ask: 'Which Dockerfile builds it?',
		how: 'A path inside the directory of the build.',
		usual: 'Dockerfile.prod',
		suggestions: ['Dockerfile.prod', 'Dockerfile'],
	},
	port: {
		title: 'App port',
		ask: 'Which port does the app listen on?',
		how: 'Inside its container. The ports on this server are chosen by Berth.',
		usual: '8000',
		suggestions: ['8000', '8080', '3000'],
	},
	replicas: {
		title: 'Replicas',
		ask: 'How many containers run side by side?',
		how: '1 to 16. A deploy starts as many again before the old ones go.',
		usual: '1',
		suggestions: ['1', '2', '3', '4'],
	},
	health: {
		title: 'Health path',
		ask: 'Which path says that a replica is ready?',
		how: 'GET answers 200 there. A replica gets traffic after two good answers in a row.',
		usual: '/health',
	},
	postgres: {
		title: 'PostgreSQL',
		ask: 'Does it need a PostgreSQL of its own?',
		how: `${serviceHow} The app finds it by DATABASE_URL.`,
		usual: 'no',
		suggestions: ['no', 'yes'],
	},
	redis: {
		title: 'Redis',
		ask: 'Does it need a Redis of its own?',
		how: `${serviceHow} The app finds it by REDIS_URL.`,
		usual: 'no',
		suggestions: ['no', 'yes'],
	},
	memory: {
		title: 'Memory limit',
		ask: 'How much memory may each replica take?',
		how: '512m, 2g, or none for no limit.',
		usual: 'none',
		suggestions: ['none', '256m', '512m', '1g', '2g'],
	},
	cpus: {
		title: 'CPU limit',
		ask: 'How many cores may each replica take?',
		how: '1, 0.5, or none for no limit.',
		usual: 'none',
		suggestions: ['none', '0.5', '1', '2'],
	},
	migrate: {
		title: 'Migration',
		ask: 'Which command migrates the database?',
		how: 'Run once in each new image before it gets traffic, without a shell: alembic upgrade head. Or none.',
		usual: 'none',
	},
	drain: {
		title: 'Drain',
		ask: 'How long may old connections go on after a deploy?',
		how: 'WebSockets and slow requests of the old release: 30s, 5m, 1h.',
		usual: '30s',
		suggestions: ['30s', '10s', '5m', '1h'],
	},
};

/** The questions that the answers so far leave to be asked: an image that is pulled is not built. */
export function askedQuestions(texts: AnswerTexts): readonly QuestionId[] {
	const isBuilt = answerTo(texts, 'source') === 'build';
	return questionIds.filter((id) => isBuilt || (id !== 'context' && id !== 'dockerfile'));
}

/** The answer that counts: what was typed, else the usual one; empty if there is none. */
export function answerTo(texts: AnswerTexts, id: QuestionId): string {
	return texts[id]?.trim() || questions[id].usual || '';
}

/** Host names as they were typed, apart from each other. */
export function typedDomains(texts: AnswerTexts): readonly string[] {
	return answerTo(texts, 'domains')
		.toLowerCase()
		.split(/[\s,]+/)
		.filter((name) => name !== '');
}
