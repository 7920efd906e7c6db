import type { Files } from '../host/host.ts';
import { failureFacts } from '../model/failure.ts';
import { redact } from '../model/redact.ts';

/** Takes a project's secrets out of text that its app or its containers may have written them into. */
export interface Mask {
	(text: string): string;
	/** True where the secrets are not known: then nothing of a text is let through, but why. */
	readonly isBlind: boolean;
}

/** The mask of the project whose `.env` is there. What could hold secrets is not shown while that file cannot be read. */
export async function readMask(files: Pick<Files, 'readHidden'>, env: string): Promise<Mask> {
	try {
		const secrets = await files.readHidden(env);
		return Object.assign((text: string) => redact(text, secrets), { isBlind: false });
	} catch (error) {
		const instead = `[not shown, it may hold secrets: ${failureFacts(error).what}]`;
		return Object.assign((text: string) => (text.trim() === '' ? '' : instead), { isBlind: true });
	}
}
