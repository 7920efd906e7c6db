import { closeSync, openSync, readSync } from 'node:fs';
import type { OpenFile } from './host.ts';

/** Read into by all, one after the other. */
const buffer = Buffer.alloc(4096);

/** Opens a small file of the kernel's; each read begins at its start, where the kernel writes it anew. */
export function openNow(path: string): OpenFile | undefined {
	const descriptor = attempt(() => openSync(path, 'r'));
	if (descriptor === undefined) return undefined;
	let isOpen = true;
	return {
		read: () => (isOpen ? attempt(() => buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, buffer.length, 0))) : undefined),
		close() {
			if (isOpen) attempt(() => closeSync(descriptor));
			isOpen = false;
		},
	};
}

function attempt<Result>(act: () => Result): Result | undefined {
	try {
		return act();
	} catch {
		return undefined;
	}
}
