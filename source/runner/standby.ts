import { join } from 'node:path';
import type { Host } from '../host/host.ts';
import { type Layout, operationLayout, standbyLayout } from '../server/layout.ts';

/** How long a runner waits for an order, ms: as long as somebody may look at a plan. */
const patience = 5 * 60_000;

/** Between two looks for the order, ms: an order mostly comes at once or after a person has read a plan. */
const pauses = { soon: 10, later: 40 };
const soon = 2_000;

/** What a runner that was killed while it waited has left is removed after this, ms. */
const leftoverAge = 60 * 60_000;

/** The process that may give an order. */
export interface Giver {
	readonly pid: number;
	readonly birth: string;
}

/**
 * A runner whose program is loaded while a plan is made and read, which takes as long as a third of a second: it waits for the
 * operation that it is to carry out, and ends when there comes none.
 */
export interface Standby {
	/** Makes one ready, unless one is. Neither waits nor throws: without it an operation starts a runner of its own. */
	prepare(): void;
	/** Gives it the operation, which is stored already; false if there is none that waits. */
	take(id: string): Promise<boolean>;
}

interface Waiting {
	readonly key: string;
	readonly pid: number;
}

/** The standby of one console or command. */
export function createStandby({ host, layout }: { readonly host: Host; readonly layout: Layout }): Standby {
	const { files, processes, random } = host;
	let next: Promise<Waiting | undefined> | undefined;

	async function launch(): Promise<Waiting> {
		const key = random.id();
		const { log } = standbyLayout(layout, key);
		for (const directory of [layout.deploy, layout.standby]) await files.makePrivate(directory);
		await removeLeftovers(host, layout);
		const giver = [String(processes.pid), processes.birth()];
		return { key, pid: await processes.startRunner(['--standby', layout.root, key, ...giver], log) };
	}

	return {
		prepare() {
			const before = next;
			next = (async () => {
				const waiting = await before;
				return waiting !== undefined && processes.isAlive(waiting.pid) ? waiting : launch().catch(() => undefined);
			})();
		},
		async take(id) {
			const waiting = await next;
			next = undefined;
			if (waiting === undefined || !processes.isAlive(waiting.pid)) return false;
			const { log, order } = standbyLayout(layout, waiting.key);
			try {
				// Whoever moves the log decides: a runner that has just lost its patience moves it, too.
				await files.rename(log, operationLayout(layout, id).log);
			} catch {
				return false;
			}
			try {
				await files.writeText(order, id, { mode: 0o600 });
			} catch (error) {
				processes.terminate(waiting.pid);
				throw error;
			}
			return true;
		},
	};
}

/** What a waiting runner is told to carry out; `undefined` when it need not wait any more. */
export async function awaitOrder({ host, layout }: { readonly host: Host; readonly layout: Layout }, key: string, giver: Giver) {
	const { files, clock, processes } = host;
	const { log, order } = standbyLayout(layout, key);
	const began = clock.now();
	for (;;) {
		const id = await files.readText(order);
		if (id !== undefined) {
			await files.remove(order);
			return id;
		}
		const waited = clock.now() - began;
		const isAlone = !processes.isAlive(giver.pid, giver.birth);
		if (isAlone || waited > patience) {
			const isWanted = await files.rename(log, `${log}.over`).then(
				() => false,
				() => !isAlone,
			);
			await files.remove(`${log}.over`);
			if (!isWanted) return undefined;
		}
		await clock.sleep(waited < soon ? pauses.soon : pauses.later);
	}
}

async function removeLeftovers({ files, clock }: Host, layout: Layout): Promise<void> {
	for (const name of await files.list(layout.standby)) {
		const path = join(layout.standby, name);
		const found = await files.stat(path);
		if (found !== undefined && clock.now() - found.modifiedAt > leftoverAge) await files.remove(path);
	}
}
