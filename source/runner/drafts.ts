import { join } from 'node:path';
import * as z from 'zod';
import { type AnswerTexts, type QuestionId, questionIds } from '../config/new-project-questions.ts';
import type { Host } from '../host/host.ts';
import { Failure } from '../model/failure.ts';
import type { Layout } from '../server/layout.ts';

/** Answers about a new project that are not a project yet. No secret is among them: those are made, never asked for. */
export interface Draft {
	/** `new-` and when it was begun, in base 36. */
	readonly id: string;
	readonly texts: AnswerTexts;
	/** The question that was open last; `plan` after all of them. */
	readonly at: QuestionId | 'plan';
	/** Questions that were answered, in any order. */
	readonly passed: readonly QuestionId[];
	/** Epoch ms. */
	readonly changedAt: number;
	/** True once an operation was started with it: it is kept until that has ended well. */
	readonly isStarted: boolean;
}

/** Where drafts are kept while no console has them open. */
export interface Drafts {
	/** Those that can be read, the one changed last first. */
	list(): Promise<readonly Draft[]>;
	save(draft: Draft): Promise<void>;
	/** Does nothing if there is none of that id. */
	discard(id: string): Promise<void>;
}

const idPattern = /^new-[0-9a-z]{1,16}$/;

const question = z.enum(questionIds);
const draftSchema = z.object({
	id: z.string().regex(idPattern),
	texts: z.partialRecord(question, z.string()),
	at: z.union([question, z.literal('plan')]),
	passed: z.array(question),
	changedAt: z.number(),
	isStarted: z.boolean(),
});

/** Drafts as files under `deploy/drafts`, readable by their owner only. */
export function createDrafts({ files }: Pick<Host, 'files'>, layout: Layout): Drafts {
	const pathOf = (id: string) => {
		if (idPattern.test(id)) return join(layout.drafts, `${id}.json`);
		throw new Failure({ kind: 'bug', what: `${JSON.stringify(id)} is no draft's id` });
	};
	return {
		async list() {
			const names = (await files.list(layout.drafts)).filter((name) => name.endsWith('.json'));
			const texts = await Promise.all(names.map((name) => files.readText(join(layout.drafts, name))));
			return texts.flatMap((text) => parseDraft(text) ?? []).sort((left, right) => right.changedAt - left.changedAt);
		},
		async save(draft) {
			await files.makePrivate(layout.drafts);
			await files.writeText(pathOf(draft.id), `${JSON.stringify(draft)}\n`, { mode: 0o600 });
		},
		discard: async (id) => files.remove(pathOf(id)),
	};
}

/** A file that is no draft, or one of another version of Berth, is none. */
function parseDraft(text: string | undefined): Draft | undefined {
	try {
		return draftSchema.safeParse(JSON.parse(text ?? '')).data as Draft | undefined;
	} catch {
		return undefined;
	}
}
