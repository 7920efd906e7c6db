import { dirname } from 'node:path';
import type { CertificateFailure } from '../model/certificate.ts';
import { failureFacts } from '../model/failure.ts';
import type { StepContext } from './step.ts';

/** A step on the way to a certificate. */
interface CertificateStep {
	/** The file that says why the last try failed. */
	readonly failureFile: string;
}

/** Does what leads to a certificate, and notes for whoever looks later why it failed. A cancel is no failure. */
export async function noting<Result>({ failureFile }: CertificateStep, context: StepContext, act: () => Promise<Result>): Promise<Result> {
	try {
		return await act();
	} catch (error) {
		const { kind, what, why } = failureFacts(error);
		const failure: CertificateFailure = {
			at: context.host.clock.now(),
			operation: context.operation,
			what: context.redact(what),
			...(why !== undefined && { why: context.redact(why) }),
		};
		if (kind !== 'cancelled' && !context.signal.aborted) await note(failureFile, failure, context);
		throw error;
	}
}

/** On a full disk there is nothing to note it on: the failure itself goes its way. */
async function note(path: string, failure: CertificateFailure, { host, report }: StepContext): Promise<void> {
	try {
		await host.files.makeDirectory(dirname(path), 0o700);
		await host.files.writeText(path, `${JSON.stringify(failure)}\n`, { mode: 0o600 });
	} catch (error) {
		report(`${path} could not be written: ${failureFacts(error).why ?? ''}`);
	}
}

/** True if an earlier step of this operation has failed on the way to a certificate: then there is none to go on with. */
export async function hasFailed({ failureFile }: CertificateStep, { host, operation }: StepContext): Promise<boolean> {
	const text = (await host.files.readText(failureFile)) ?? '';
	try {
		return (JSON.parse(text) as Partial<CertificateFailure>).operation === operation;
	} catch {
		return false;
	}
}
