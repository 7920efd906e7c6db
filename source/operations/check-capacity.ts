import { mistakesIn } from '../config/new-project-answers.ts';
import { type AnswerTexts, answerTo } from '../config/new-project-questions.ts';
import { projectSchema } from '../config/project-schema.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { diskNeeded, megabytes, memoryOfUnlimited } from './checks.ts';
import type { Finding } from './finding.ts';

/** Whether the disk has room for what a deploy writes. */
export function checkDisk({ capacity, root }: Snapshot): readonly Finding[] {
	const { diskFree } = capacity;
	if (diskFree >= diskNeeded) return [{ tone: 'good', text: `${megabytes(diskFree)} of disk are free for images and data` }];
	return [
		{
			tone: 'warn',
			text: `Only ${megabytes(diskFree)} of disk are free under ${root}: a deploy is refused below ${megabytes(diskNeeded)}`,
		},
	];
}

/** Whether the replicas wanted fit into the memory that is free, once, and twice as during a deploy. */
export function checkMemory({ capacity, hostname }: Snapshot, texts: AnswerTexts): readonly Finding[] {
	if (mistakesIn(texts, 'replicas').length > 0 || mistakesIn(texts, 'memory').length > 0) return [];
	const count = Number(answerTo(texts, 'replicas'));
	const limit = limitOf(texts);
	const needed = count * (limit ?? memoryOfUnlimited);
	const { memoryAvailable } = capacity;
	const sum =
		limit === undefined
			? `${count} without a limit take ${megabytes(needed)} or more`
			: `${count} × ${megabytes(limit)} = ${megabytes(needed)}`;
	const free = `${hostname} has ${megabytes(memoryAvailable)} free`;
	if (needed > memoryAvailable) return [{ tone: 'warn', text: `${sum}, and ${free}: the first deploy would be refused` }];
	if (needed * 2 > memoryAvailable) return [{ tone: 'warn', text: `${sum}, twice that during a deploy, and ${free}` }];
	return [{ tone: 'good', text: `${sum}; ${free}` }];
}

/** Bytes; `undefined` without a limit. */
function limitOf(texts: AnswerTexts): number | undefined {
	const memory = answerTo(texts, 'memory');
	return memory === 'none' ? undefined : projectSchema.shape.limits.parse({ memory }).memory;
}
