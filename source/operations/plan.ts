import type { ProxyVersion } from '../model/snapshot.ts';
import { definitionOf, type Step } from '../steps/index.ts';
import type { FileChange } from '../steps/shapes.ts';
import type { Basis } from './fingerprint.ts';
import { proxyLock } from './proxy-lock.ts';

/** What the operator wants. */
export type Intent =
	| { readonly kind: 'new'; readonly projectText: string; readonly name: string }
	| { readonly kind: 'remove'; readonly project: string }
	| { readonly kind: 'deploy'; readonly project: string; readonly version: string }
	| { readonly kind: 'scale'; readonly project: string; readonly replicas: number }
	| { readonly kind: 'rollback'; readonly project: string; readonly version?: string }
	| { readonly kind: 'restart'; readonly project: string }
	| { readonly kind: 'stop'; readonly project: string }
	| { readonly kind: 'start'; readonly project: string }
	| { readonly kind: 'unpause'; readonly project: string }
	| { readonly kind: 'generate-secrets'; readonly project: string }
	| { readonly kind: 'issue-certificate'; readonly project: string }
	| { readonly kind: 'renew-certificate'; readonly project: string; readonly force?: true }
	| { readonly kind: 'install-certificate'; readonly project: string; readonly certificate: string; readonly key: string }
	| { readonly kind: 'remove-certificate'; readonly project: string }
	| { readonly kind: 'certificate-timer' }
	| { readonly kind: 'start-proxy'; readonly project?: string }
	| { readonly kind: 'reload-proxy'; readonly project?: string }
	| { readonly kind: 'use-proxy'; readonly project: string; readonly proxy: 'server' | 'inner'; readonly withoutFront?: true }
	| { readonly kind: 'leave-proxy' };

export type OperationKind = Intent['kind'];

/** The project whose lock an intent needs. */
export function projectOf(intent: Intent): string {
	if (intent.kind === 'new') return intent.name;
	return ('project' in intent ? intent.project : undefined) ?? proxyLock;
}

/** True if it is about the proxy or the server, and no project. */
export function isOfServer(intent: Intent): boolean {
	return projectOf(intent) === proxyLock;
}

/** What will be done, before it is done: shown, confirmed, stored, and carried out as it stands. */
export interface Plan {
	readonly intent: Intent;
	/** The project whose lock it needs; those of the server share the proxy's. */
	readonly project: string;
	/** `Deploy shop v42: blue (v41) → green, 3 replicas`. */
	readonly title: string;
	readonly steps: readonly Step[];
	/** Every file that changes, for the diff; `.env` appears in the steps by its keys only. */
	readonly files: readonly FileChange[];
	/** What the operator should know: an unhealthy live replica, a warm roll back keeps old settings… */
	readonly notes: readonly string[];
	readonly expect: {
		/** From the confirmation to traffic on the new state, without the app's own boot. */
		readonly seconds: number;
		/** More memory in use while both berths run, bytes; 0 if nothing is known. */
		readonly memory: number;
	};
	/** The confirmation it asks for: `y`, or the project's name typed where something is lost. */
	readonly confirm: 'yes' | 'name';
	/** What it was made from; the runner refuses if that has changed since. */
	readonly basis: Basis;
	/** The proxy that it was made for, under the name that plans have stored it by; absent if none ran. */
	readonly nginx?: ProxyVersion;
	/** How to watch the site while it is carried out; absent if the project has no site yet or the plan moves no traffic. */
	readonly probe?: ProbeTarget;
	/** Containers that get the site's traffic before the change: undoing starts those that an engine lost meanwhile. */
	readonly serving?: readonly string[];
	/** What happens to it after its runner was killed before traffic moved: gone back, or gone on with (what a new project has already is kept). */
	readonly resume: 'back' | 'forward';
	/** Nothing to do: everything is already so. */
	readonly empty: boolean;
}

/** Replicas that go on running also where the plan fails after it has started them. */
export function stayingReplicas({ steps }: Pick<Plan, 'steps'>): readonly string[] {
	return steps.flatMap((step) => {
		const { undo } = definitionOf(step);
		return undo.policy === 'reverse' ? (undo.staying?.(step) ?? []) : [];
	});
}

/** The real site as the probe asks it. */
export interface ProbeTarget {
	readonly port: number;
	readonly tls: boolean;
	readonly host: string;
	readonly path: string;
	/** The site's access log, read for the proof. */
	readonly accessLog: string;
	/** True if the site answers before the change: then a failed probe is a failure from the first on. */
	readonly serving: boolean;
	/** True if the change closes the site: it is not asked, for it is to answer 503. What users asked for until then is counted all the same. */
	readonly closing?: true;
	/** True if replicas are ill that serve before the change: their bad answers are not its doing. */
	readonly ill?: boolean;
}
