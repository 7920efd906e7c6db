import { type EnvAddition, planEnv } from '../config/env-file.ts';
import type { ProjectSnapshot } from '../model/snapshot.ts';

/** A name of a project's `.env`; no value is ever read for it. */
export interface SecretName {
	readonly key: string;
	readonly isThere: boolean;
	/** How Berth makes it; absent for names that are the app's own. */
	readonly made?: EnvAddition['value'];
}

/** Every name that `.env` has or should have: what is missing first, then in the order of the file. */
export function listSecrets({ project, ports, envKeys = [] }: ProjectSnapshot): readonly SecretName[] {
	const wanted = project === undefined || ports === undefined ? [] : planEnv(project, ports, undefined);
	const made = new Map(wanted.map(({ key, value }) => [key, value]));
	const nameOf = (key: string, isThere: boolean): SecretName => {
		const value = made.get(key);
		return { key, isThere, ...(value !== undefined && { made: value }) };
	};
	const missing = wanted.filter(({ key }) => !envKeys.includes(key));
	return [...missing.map(({ key }) => nameOf(key, false)), ...envKeys.map((key) => nameOf(key, true))];
}
