import type { Diagnosis } from '../../source/model/diagnosis.ts';
import type { ProxyTest } from '../../source/model/snapshot.ts';
import type { Questions } from '../../source/watch/questions.ts';
import { exampleNow } from './example-fleet.ts';

/** Questions that a test answers. */
export interface FakeQuestions extends Questions {
	/** What was asked, in order: `diagnose shop-blue-1 8101`, `test`. */
	readonly asked: readonly string[];
	/** The next answers; a failure is thrown. */
	diagnosis: Diagnosis | Error;
	proxyTest: ProxyTest | undefined;
	/** Images that the engine has. */
	repositories: readonly string[];
}

/** A replica that answers 500, and an nginx that is content. */
export function createFakeQuestions(): FakeQuestions {
	const asked: string[] = [];
	const questions: FakeQuestions = {
		asked,
		diagnosis: {
			at: exampleNow,
			container: {
				running: true,
				paused: false,
				restarting: false,
				restarts: 0,
				exitCode: 0,
				outOfMemory: false,
				startedAt: exampleNow - 3_600_000,
			},
			answer: { url: 'http://127.0.0.1:8101/health', status: 500, body: '{"status":"failing"}', took: 4 },
			log: ['Listening on 8000', 'FATAL: password authentication failed'],
			firstError: 'FATAL: password authentication failed',
		},
		proxyTest: { valid: true, output: [] },
		async diagnose(_project, { name, port }) {
			asked.push(`diagnose ${name} ${port ?? '-'}`);
			if (questions.diagnosis instanceof Error) throw questions.diagnosis;
			return questions.diagnosis;
		},
		repositories: [],
		localRepositories: async () => questions.repositories,
		async testProxy() {
			asked.push('test');
			return questions.proxyTest;
		},
	};
	return questions;
}
