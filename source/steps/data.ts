import type { BerthName } from '../model/berth.ts';
import type { MountedVolume } from '../model/denied-volume.ts';
import type { OwnedDirectory, OwnedLink } from '../model/lost.ts';
import type { PortBlock } from '../model/ports.ts';
import type { SiteAtRisk } from '../model/site-at-risk.ts';
import type { ReleaseRecord } from '../server/release-record.ts';
import type { ComposeAccess, HealthQuestion, ProxyAccess, ReplicaAddress } from './step.ts';

/** Builds or pulls the image of a release, gives it its local tag and writes the release's record. */
export interface ObtainImage {
	readonly kind: 'obtain-image';
	readonly project: string;
	readonly version: string;
	/** The local tag, `shop-backend:v2`. */
	readonly image: string;
	readonly from: /** `dockerfile` lies in `context`; `place` is the directory of root's alone that both are built in. */
		| { readonly kind: 'build'; readonly context: string; readonly dockerfile: string; readonly place: string }
		| { readonly kind: 'pull'; readonly reference: string; readonly present: boolean }
		| { readonly kind: 'kept' };
	/** Release directory. */
	readonly directory: string;
	/** File of the release's record. */
	readonly record: string;
	/** True if the release had an image before: then undoing must not take it away. */
	readonly existed: boolean;
	/** True if the release directory existed before. */
	readonly directoryExisted: boolean;
	/** The record of the image it had: undoing gives the tag back to that one. */
	readonly before?: ReleaseRecord;
}

/** Removes stopped containers of an earlier release from the free berth. */
export interface ClearBerth {
	readonly kind: 'clear-berth';
	readonly project: string;
	readonly berth: BerthName;
	readonly containers: readonly string[];
	/** The release that a roll back would have started again there, without new replicas; absent if there was none. */
	readonly warm?: string;
}

/** Writes files that hold no secrets. */
export interface WriteFiles {
	readonly kind: 'write-files';
	readonly files: readonly FileChange[];
}

/** A file before and after; `null` is no file. */
export interface FileChange {
	readonly path: string;
	readonly before: string | null;
	readonly after: string | null;
}

/** Runs the migrations once, in one container of the new image. */
export interface Migrate {
	readonly kind: 'migrate';
	readonly project: string;
	readonly version: string;
	readonly compose: ComposeAccess;
	readonly service: string;
	readonly container: string;
	readonly command: readonly string[];
	/** Milliseconds. */
	readonly timeout: number;
}

/** Starts replicas: those that exist stopped by the engine, those that do not by compose. */
export interface StartReplicas {
	readonly kind: 'start-replicas';
	readonly project: string;
	readonly release: string;
	readonly berth: BerthName;
	readonly compose: ComposeAccess;
	/** Those of both that undo leaves running: the site sends its requests to them, and nothing else serves. */
	readonly staying?: readonly string[];
	/** Containers that exist and are stopped. Undo stops them again. */
	readonly existing: readonly string[];
	/** Containers that compose creates. Undo removes them. */
	readonly missing: readonly string[];
	/** Milliseconds between SIGTERM and SIGKILL when undone. */
	readonly grace: number;
	readonly ports: readonly number[];
}

/** Waits until every replica answered well twice in a row. */
export interface AwaitHealthy {
	readonly kind: 'await-healthy';
	readonly project: string;
	readonly release: string;
	/** Named in the error: what still serves if this fails; null where the site is open and nothing answers. */
	readonly serving?: string | null;
	/** As of `start-replicas`. */
	readonly staying?: readonly string[];
	readonly replicas: readonly ReplicaAddress[];
	readonly question: HealthQuestion;
	/** Directory where the log of a replica that fails is kept: the replica is removed. */
	readonly logs: string;
	/** What they may write of the server. */
	readonly volumes?: readonly MountedVolume[];
}

/** Tests the new site beside all the others, where nginx does not look; the replicas boot meanwhile. */
export interface StageSite {
	readonly kind: 'stage-site';
	readonly project: string;
	readonly release: string;
	readonly proxy: ProxyAccess;
	/** The site file as it will be called. */
	readonly path: string;
	readonly text: string;
}

/** Moves traffic: writes the site, tests, reloads, and waits until only the new configuration answers. */
export interface Route {
	readonly kind: 'route';
	readonly project: string;
	readonly release: string;
	readonly berth: BerthName;
	/** The site sends traffic nowhere any more: it answers 503 itself. */
	readonly closed?: true;
	/** It did so before, and this opens it. */
	readonly closedBefore?: true;
	readonly proxy: ProxyAccess;
	/** The site file. */
	readonly path: string;
	readonly text: string;
	/** The site before; `null` on a first deploy. */
	readonly before: string | null;
	/** True if somebody edited it: then it is kept beside the new one. */
	readonly edited?: boolean;
	/** Host name to ask for when the switch is acknowledged. */
	readonly domain: string;
	readonly tls: boolean;
	/** What the new configuration answers at `/.berth`. */
	readonly generation: string;
	/** Host name to ask for on the way back: the old site may not know the new one. */
	readonly domainBefore: string;
	/** What the old one answers; `null` if there was none. */
	readonly generationBefore: string | null;
	/** Ports that only the new site sends traffic to, and how long (ms) undoing waits until nobody is connected to them. */
	readonly newcomers?: { readonly ports: readonly number[]; readonly limit: number };
}

/** Takes a site away. */
export interface Unroute {
	readonly kind: 'unroute';
	readonly project: string;
	readonly proxy: ProxyAccess;
	readonly path: string;
	readonly before: string;
	readonly domain: string;
	readonly tls: boolean;
	/** What answers for the domain before: the site itself, or another that nginx reads first (`null`: one that is not Berth's). */
	readonly generationBefore: string | null;
	/** What answers for it afterwards; `null` or absent: no site of Berth's. */
	readonly generationAfter?: string | null;
}

/** Waits until nobody is connected to replicas that get no new requests. */
export interface Drain {
	readonly kind: 'drain';
	readonly project: string;
	readonly proxy: ProxyAccess;
	readonly ports: readonly number[];
	/** Milliseconds. */
	readonly limit: number;
}

/** Stops replicas that serve nobody; their containers stay, for a warm roll back. */
export interface StopReplicas {
	readonly kind: 'stop-replicas';
	readonly project: string;
	readonly release: string;
	readonly berth: BerthName;
	readonly replicas: readonly ReplicaAddress[];
	/** Milliseconds. */
	readonly grace: number;
	/** Asked before traffic returns to them when this is undone. */
	readonly question: HealthQuestion;
	/** Containers that were not healthy when the plan was made: undoing starts them too, but does not wait for them. */
	readonly ill?: readonly string[];
}

/** Lets paused replicas go on. */
export interface UnpauseReplicas {
	readonly kind: 'unpause-replicas';
	readonly project: string;
	readonly release: string;
	readonly berth: BerthName;
	readonly containers: readonly string[];
}

/** Removes stopped containers for good. */
export interface RemoveReplicas {
	readonly kind: 'remove-replicas';
	readonly project: string;
	readonly containers: readonly string[];
}

/** Points `releases/current` at the release and notes the one before. */
export interface PointCurrent {
	readonly kind: 'point-current';
	readonly project: string;
	/** The project's directory. */
	readonly directory: string;
	readonly version: string;
	readonly current: string | null;
	/** What `.previous_version` says: releases that served well, the last first, one a line. */
	readonly previous: string | null;
	/** What it says afterwards; `null` leaves no file. */
	readonly previousAfter: string | null;
}

/** Removes releases and images beyond what is kept. */
export interface Prune {
	readonly kind: 'prune';
	readonly project: string;
	readonly releases: readonly { readonly version: string; readonly directories: readonly string[]; readonly image: string }[];
}

export interface MakeDirectories {
	readonly kind: 'make-directories';
	readonly directories: readonly { readonly path: string; readonly mode: number }[];
	/** Directories that are new with all in them: undoing removes them whole, the others only if they are empty. */
	readonly wholeOnUndo: readonly string[];
	/** Symlinks to make: path and target. */
	readonly links: readonly { readonly path: string; readonly target: string }[];
}

/** Writes `.env` (0600), or adds missing keys to it; values are made when it is performed and appear nowhere else. */
export interface WriteEnv {
	readonly kind: 'write-env';
	readonly path: string;
	readonly entries: readonly EnvEntry[];
	readonly existed: boolean;
}

export interface EnvEntry {
	readonly key: string;
	/** `generate`: so many random characters. */
	readonly value: { readonly kind: 'text'; readonly text: string } | { readonly kind: 'generate'; readonly length: number };
}

/** Puts the project's ports into the registry, if its block is still free. */
export interface RegisterPorts {
	readonly kind: 'register-ports';
	readonly registry: string;
	readonly project: string;
	readonly ports: PortBlock;
}

export interface UnregisterPorts {
	readonly kind: 'unregister-ports';
	readonly registry: string;
	readonly project: string;
	readonly ports: PortBlock;
}

export interface CreateNetwork {
	readonly kind: 'create-network';
	readonly project: string;
	readonly name: string;
	readonly subnet: string;
}

export interface RemoveNetwork {
	readonly kind: 'remove-network';
	readonly project: string;
	readonly name: string;
}

/** Starts PostgreSQL, Redis… and waits until Docker calls them healthy. */
export interface StartServices {
	readonly kind: 'start-services';
	readonly project: string;
	readonly compose: ComposeAccess;
	readonly containers: readonly string[];
	/** Milliseconds. */
	readonly timeout: number;
}

/** Starts services that somebody stopped or removed, with the data they had; undoing leaves them running. */
export interface MendServices extends Omit<StartServices, 'kind'> {
	readonly kind: 'mend-services';
}

export interface StopServices {
	readonly kind: 'stop-services';
	readonly project: string;
	readonly compose: ComposeAccess;
	/** Of the compose file, should it be gone when they are to be started again. */
	readonly text: string;
}

/** Moves a directory of a removed project out of the way, data and all. */
export interface ArchiveProject {
	readonly kind: 'archive-project';
	readonly project: string;
	readonly from: string;
	/** Directory that gets it; the operation's id is added to its name. */
	readonly to: string;
}

/** Starts the nginx container. */
export interface StartProxy {
	readonly kind: 'start-proxy';
	readonly compose: ComposeAccess;
	readonly container: string;
	readonly httpPort: number;
	/** Then undoing leaves it running. */
	readonly wasRunning: boolean;
	/** It gets a new container: the one it has does not see its directories as they are, or is started by Docker again and again. */
	readonly anew?: true;
}

/** Sets a broken site file of another project aside and puts its last accepted copy in its place. */
export interface QuarantineSite {
	readonly kind: 'quarantine-site';
	readonly proxy: ProxyAccess;
	readonly path: string;
	readonly aside: string;
	readonly accepted: string;
	readonly reason: string;
}

/** Puts back the sites of other projects that somebody removed or emptied by hand, before nginx would forget them. */
export interface ReturnSites {
	readonly kind: 'return-sites';
	/** Who changes something: its own site is not put back by this. */
	readonly project: string;
	readonly proxy: ProxyAccess;
	/** As they were seen for the plan; what is put back is found out once more. */
	readonly sites: readonly SiteAtRisk[];
}

/** Writes a site file again that somebody removed or replaced by hand; traffic stays where it is. */
export interface MendSite {
	readonly kind: 'mend-site';
	readonly project: string;
	readonly release: string;
	readonly berth: BerthName;
	readonly proxy: ProxyAccess;
	readonly path: string;
	readonly text: string;
	/** It sends traffic nowhere. */
	readonly closed?: true;
	/** What happened to it; a file in its place is kept aside. */
	readonly lost: 'removed' | 'replaced';
	/** Host name to ask for when nginx has loaded it. */
	readonly domain: string;
	readonly tls: boolean;
	readonly generation: string;
}

/** Makes directories and links of Berth's again that somebody removed, and closes those that others may go into. */
export interface MendDirectories {
	readonly kind: 'mend-directories';
	readonly project: string;
	readonly directories: readonly OwnedDirectory[];
	readonly links: readonly OwnedLink[];
	/** Directories that are to be root's alone. */
	readonly close?: readonly string[];
}

/** Makes a project's network again if it was removed, and connects the containers that are cut off from it. */
export interface MendNetwork {
	readonly kind: 'mend-network';
	readonly project: string;
	readonly name: string;
	/** Of a new network; absent where it is there, and only containers were disconnected. */
	readonly subnet?: string;
	readonly connect: readonly { readonly container: string; readonly aliases: readonly string[] }[];
}

/** Makes the directories that the app mounts, for the user who runs in the image, and warns of those that this user cannot write. */
export interface PrepareVolumes {
	readonly kind: 'prepare-volumes';
	readonly project: string;
	/** The release's local tag. */
	readonly image: string;
	/** Who runs in its containers instead of the image's user. */
	readonly user?: string;
	/** Absolute paths. */
	readonly volumes: readonly string[];
}

/** Gives images of kept releases their tags again. */
export interface TagImages {
	readonly kind: 'tag-images';
	readonly project: string;
	readonly images: readonly { readonly image: string; readonly imageId: string }[];
}

/** Every kind of step: what plans are made of and journals hold. */
export type Step =
	| ArchiveProject
	| AwaitHealthy
	| ClearBerth
	| CreateNetwork
	| Drain
	| MakeDirectories
	| MendDirectories
	| MendNetwork
	| MendServices
	| MendSite
	| Migrate
	| ObtainImage
	| PointCurrent
	| PrepareVolumes
	| Prune
	| QuarantineSite
	| RegisterPorts
	| RemoveNetwork
	| RemoveReplicas
	| ReturnSites
	| Route
	| StageSite
	| StartProxy
	| StartReplicas
	| StartServices
	| StopReplicas
	| StopServices
	| UnpauseReplicas
	| TagImages
	| UnregisterPorts
	| Unroute
	| WriteEnv
	| WriteFiles;

export type StepKind = Step['kind'];

/** The data of one kind. */
export type StepOf<Kind extends StepKind> = Extract<Step, { kind: Kind }>;
