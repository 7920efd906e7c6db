import type { Diagnosis } from '../../model/diagnosis.ts';
import { failureFacts } from '../../model/failure.ts';
import { type DiagnosisWords, describeDiagnosis } from '../../present/describe-diagnosis.ts';
import type { DiagnosisContext } from '../../present/diagnosis-advice.ts';
import { createQuestions } from '../../watch/questions.ts';
import type { Server } from '../context.ts';

/** What a look at an ill container found. */
export type Explanation = DiagnosisWords & Pick<Diagnosis, 'log'>;

/** Lines of a container's log that are printed below its reasons. */
const logLines = 5;

/** Looks at a container to tell why it is ill; one that cannot be looked at explains that. */
export async function explainContainer(server: Server, context: DiagnosisContext): Promise<Explanation> {
	try {
		const diagnosis = await createQuestions(server).diagnose(context.project, context);
		return { ...describeDiagnosis(diagnosis, context), log: diagnosis.log };
	} catch (error) {
		const { what, why } = failureFacts(error);
		return { state: 'ill', verdict: why === undefined ? what : `${what}: ${why}`, findings: [], next: [], log: [] };
	}
}

/** An explanation in lines, under the name of what it is about. */
export function describeExplanation(subject: string, { verdict, findings, next, log }: Explanation): readonly string[] {
	const width = Math.max(0, ...findings.map(({ label }) => label.length));
	return [
		`${subject}: ${verdict}`,
		...findings.map(({ label, words }) => `    ${label.padEnd(width)}  ${words}`),
		...log.slice(-logLines).map((line) => `    | ${line}`),
		...next.map((words) => `    → ${words}`),
	];
}
