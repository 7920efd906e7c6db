import type { FailureFacts } from '../model/failure.ts';

/** An error as an operator reads it: what happened and why, what to do next, and the last lines of what failed, indented. */
export function describeFailure(facts: FailureFacts): readonly string[] {
	const why = facts.why === undefined ? [] : sentences(facts.why);
	const next = facts.next === undefined ? [] : sentences(facts.next);
	return [`${facts.what}${why.length === 1 ? `: ${why[0]}` : ''}`, ...(why.length > 1 ? why : []), ...next, ...outputLines(facts)];
}

function outputLines(facts: FailureFacts): readonly string[] {
	return (facts.output ?? []).map((line) => `    ${line}`);
}

function sentences(text: string): readonly string[] {
	return text.split('\n').filter((line) => line.trim() !== '');
}
