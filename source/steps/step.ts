import type { output, ZodType } from 'zod';
import type { Host } from '../host/host.ts';
import type { MountedVolume } from '../model/denied-volume.ts';
import type { Secret } from '../model/secret.ts';
import type { HealthQuestion, ReplicaAddress } from './shapes.ts';

/** What a step may use while it is performed or undone. */
export interface StepContext {
	readonly host: Host;
	/** Id of the operation. */
	readonly operation: string;
	/** Aborted when the operator cancels; never aborted while undoing. */
	readonly signal: AbortSignal;
	/** One line for the journal and whoever watches; secrets are redacted by the receiver. */
	report(line: string): void;
	/** Text from outside without the project's secrets: before any of it is cut, or stored elsewhere than in the journal. */
	redact(text: string): string;
	/** Secrets that the step is about to write: from now on they are taken out of everything, as those of `.env` are. */
	hide(secrets: readonly Secret[]): void;
}

/** Short facts for the journal: an image id, a number of connections. */
export type StepFacts = Readonly<Record<string, string | number>>;

/** What a step is for, as a heading of the plan. */
export type StepGroup = 'Prepare' | 'Start and check' | 'Move traffic' | 'Clean up';

/** What every step of a plan has. */
export interface StepData {
	readonly kind: string;
}

/** The validator of stored data, handed to who describes some: the list of steps is read without loading it. */
export type Zod = typeof import('zod');

/** The data that a description describes; none of it is ever changed. */
export type DataOf<Describe extends (z: Zod) => ZodType> = Unchanging<output<ReturnType<Describe>>>;

type Unchanging<Value> = Value extends readonly (infer Item)[]
	? readonly Unchanging<Item>[]
	: Value extends object
		? { readonly [Key in keyof Value]: Unchanging<Value[Key]> }
		: Value;

/**
 * One kind of step: what it is called and how it is carried out. `perform` and `undo` must both work again after having happened half
 * or wholly: a killed runner repeats them.
 */
export interface StepDefinition<Data extends StepData> extends StepRoles<Data> {
	/** As plans and journals name it; never changed, for they outlive a Berth. */
	readonly kind: Data['kind'];
	/** What is stored of it; whatever else a stored step has makes it unknown. */
	data(z: Zod): ZodType<Data>;
	readonly group: StepGroup;
	/** What it will do, as an order in one line. */
	words(data: Data): string;
	perform(data: Data, context: StepContext): Promise<StepFacts | undefined>;
	readonly undo: Undo<Data>;
	/** `warn`: a failure is reported with the result but undoes nothing, because the new state already stands. */
	readonly onFailure: OnFailure | ((data: Data) => OnFailure);
}

/** What becomes of the change when a step fails. */
export type OnFailure = 'undo' | 'warn';

/**
 * What a step is to the rest of its plan: runner, probe and screens ask for roles, never for kinds. A step may have a role in one plan and
 * not in another, so its data tells; one that it never has is left out.
 */
export interface StepRoles<Data> {
	/**
	 * The replicas that it finds well, for traffic to move to: from then on they are judged until what was before is taken away, a way
	 * back starts those that an engine has lost, and a change that was interrupted performs it once more before it goes on.
	 */
	newcomers?(data: Data): Newcomers;
	/** Where it sends the traffic of the site, or that it takes the site away. */
	traffic?(data: Data): Traffic;
	/** The replicas that serve no more once it has begun, until it is undone. */
	leavers?(data: Data): Asked;
	/** It takes away, or writes off, what the site routed to before: traffic must be where the plan has put it. */
	readonly reliesOnTraffic?: true;
	/** True if the project's own site, which somebody had removed, answers again once it is done. */
	returnsSite?(data: Data): boolean;
	/** True: once it is done, a killed operation is finished forward instead of undone. */
	commits?(data: Data): boolean;
	/** Directories where a killed runner may leave what it was writing, beside those in which every change writes. */
	writesIn?(data: Data): readonly string[];
	/** Files that only a killed runner leaves. */
	leaves?(data: Data): readonly string[];
	/** What it adds to `.env`, in lines for the plan: keys, and no value. */
	environment?(data: Data): readonly string[];
}

/** What is done about a step after a failure or a cancel. */
export type Undo<Data> =
	| {
			readonly policy: 'reverse';
			/** As an order in one line; `undefined` where this one leaves nothing to undo. */
			words(data: Data): string | undefined;
			perform(data: Data, context: StepContext): Promise<void>;
			/**
			 * Sends traffic back to those that served before, but for the ones on the ports `gone`, which are to be started again first;
			 * false if that cannot be. `perform` comes later all the same.
			 */
			meanwhile?(data: Data, gone: readonly number[], context: StepContext): Promise<boolean>;
			/** Containers that go on running all the same, for nothing else serves. */
			staying?(data: Data): readonly string[];
	  }
	/** It has changed nothing, or what it did harms nobody; `loss` tells what is gone for good all the same, in a sentence. */
	| { readonly policy: 'nothing'; loss?(data: Data): string | undefined };

/** Whose replicas they are, and what serves meanwhile: the names in a failure. */
export interface HealthSubject {
	readonly project: string;
	readonly release: string;
	/** The release that served before; null where the site was open and nothing answered, absent where it was closed or not there. */
	readonly serving?: string | null;
	/** Those that go on running if others fail: the site sends its requests to them. */
	readonly staying?: readonly string[];
	/** Where the log of one that fails is kept. */
	readonly logs?: string;
	/** What they may write of the server. */
	readonly volumes?: readonly MountedVolume[];
}

/** Replicas, and how they are seen to be well. */
export interface Asked {
	readonly replicas: readonly ReplicaAddress[];
	readonly question: HealthQuestion;
}

/** Replicas that traffic is to move to. */
export interface Newcomers extends HealthSubject, Asked {}

/** The site file before and after a step that moves traffic. */
export interface Traffic {
	readonly path: string;
	/** Its text; `null`: there was none. */
	readonly before: string | null;
	/** Its text, and the release that gets the site's requests; absent where the step takes the site away. */
	readonly after?: { readonly text: string; readonly release: string };
}
