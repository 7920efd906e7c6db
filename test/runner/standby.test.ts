import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { runStandby } from '../../source/cli/run-stored.ts';
import type { Host } from '../../source/host/host.ts';
import { readJournal } from '../../source/journal/read.ts';
import { createControl } from '../../source/runner/create-control.ts';
import type { ModelWorld } from '../fakes/model-host.ts';
import type { ModelProcess } from '../fakes/model-host-process.ts';
import { workplace } from '../fakes/model-host-server.ts';
import { shopServer } from '../steps/step-context.ts';

const project = 'shop';
const next = { kind: 'deploy', project, version: 'next' } as const;
const patience = 5 * 60_000;

/** A command whose runners are processes of the model, too; those that are started for one operation are only counted. */
async function commandWithRunners() {
	const { world } = await shopServer(['v1']);
	const command = world.process();
	const waiting: { readonly process: ModelProcess; readonly end: Promise<unknown> }[] = [];
	const started: (readonly string[])[] = [];
	const told: string[] = [];
	const startRunner = async (words: readonly string[], log: string) => {
		started.push(words);
		world.files.put({ [log]: '' });
		const [mode, root = '', key = '', pid, birth = ''] = words;
		if (mode !== '--standby') return 1;
		const process = world.process();
		const giver = { pid: Number(pid), birth };
		const end = process.run((host: Host) => runStandby(root, { key, giver }, () => host, told.push.bind(told)));
		waiting.push({ process, end });
		return process.pid;
	};
	const host = { ...command.host, processes: { ...command.host.processes, startRunner } };
	return { world, command, control: createControl(workplace(host)), waiting, started, told };
}

function outcomeOf(world: ModelWorld, id: string) {
	return readJournal(world, world.layout, id).then((entries) => entries.filter(({ kind }) => kind === 'started' || kind === 'finished'));
}

test('a runner that waits carries out what is started, without another one', async () => {
	const { world, control, waiting, started, told } = await commandWithRunners();
	control.prepare();
	const plan = await control.plan(next);
	await world.clock.wait(5_000);
	const operation = await control.start(plan);
	const began = world.clock.now();
	expect(await waiting[0]?.end).toBe(0);
	expect(await outcomeOf(world, operation.id)).toMatchObject([{ kind: 'started' }, { kind: 'finished', outcome: 'done' }]);
	expect(((await outcomeOf(world, operation.id))[0]?.at ?? 0) - began).toBeLessThan(100);
	expect([started.length, told]).toEqual([1, []]);
	expect(world.files.text(`/opt/deploy/operations/${operation.id}/runner.log`)).toBe('');
	expect(await world.files.list('/opt/deploy/standby')).toEqual([]);
});

test('one that waits is enough for any number of plans, and the next change gets another one', async () => {
	const { world, control, started } = await commandWithRunners();
	for (let plans = 0; plans < 3; plans++) {
		control.prepare();
		await control.plan(next);
	}
	expect(started.length).toBe(1);
	await control.start(await control.plan(next));
	await world.clock.wait(20_000);
	control.prepare();
	await world.clock.wait(1_000);
	expect(started.map(([mode]) => mode)).toEqual(['--standby', '--standby']);
});

test('it goes with the command that has started it, and leaves nothing', async () => {
	const { world, command, control, waiting } = await commandWithRunners();
	control.prepare();
	await world.clock.wait(1_000);
	command.kill();
	expect(await waiting[0]?.end).toBe(0);
	expect(await world.files.list('/opt/deploy/standby')).toEqual([]);
});

test.each(['killed', 'out of patience'])('a change starts a runner of its own where the one that waited was %s', async (how) => {
	const { world, control, waiting, started } = await commandWithRunners();
	control.prepare();
	const plan = await control.plan(next);
	await world.clock.wait(1_000);
	if (how === 'killed') waiting[0]?.process.kill();
	else await world.clock.wait(patience);
	const operation = await control.start(plan);
	expect(started.at(-1)).toEqual([operation.id, '/opt']);
});

test('whenever an operation comes, just one runner gets it', async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: -60, max: 60 }), async (around) => {
			const { world, control, waiting, started } = await commandWithRunners();
			const plan = await control.plan(next);
			control.prepare();
			await world.clock.wait(patience + around);
			const operation = await control.start(plan);
			const hasOwn = started.some(([id]) => id === operation.id);
			if (!hasOwn) await waiting[0]?.end;
			await world.clock.wait(1_000);
			const entries = await outcomeOf(world, operation.id);
			expect(entries.map(({ kind }) => kind)).toEqual(hasOwn ? [] : ['started', 'finished']);
		}),
		{ numRuns: 40 },
	);
}, 60_000);

test('one whose order does not fit on the disk is ended, and the change is none', async () => {
	const { world, control, waiting } = await commandWithRunners();
	control.prepare();
	const plan = await control.plan(next);
	await world.clock.wait(1_000);
	const before = await world.files.list('/opt/deploy/operations');
	const ended = vi.spyOn(waiting[0]?.process ?? expect.fail('none waits'), 'terminate');
	const write = world.files.writeText.bind(world.files);
	world.files.writeText = async (path, ...rest) => {
		if (path.endsWith('.order')) throw new Error('no space left');
		return write(path, ...rest);
	};
	await expect(control.start(plan)).rejects.toThrow('no space left');
	expect(ended).toHaveBeenCalledOnce();
	expect(await world.files.list('/opt/deploy/operations')).toEqual(before);
});

test('what killed ones have left is removed after an hour', async () => {
	const { world, control, waiting } = await commandWithRunners();
	control.prepare();
	await world.clock.wait(1_000);
	waiting[0]?.process.kill();
	expect(await world.files.list('/opt/deploy/standby')).toHaveLength(1);
	await world.clock.wait(61 * 60_000);
	control.prepare();
	await world.clock.wait(1_000);
	expect(await world.files.list('/opt/deploy/standby')).toHaveLength(1);
});
