import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { openTerminal } from '../../../bin/terminal.ts';
import { openConsole } from '../../../components/open-console.tsx';
import { openOutput } from '../../../source/cli/open-output.ts';
import { tellFailure } from '../../../source/cli/tell-failure.ts';
import { exampleNow } from '../../fakes/example-fleet.ts';
import { createFakeControl } from '../../fakes/fake-control.ts';
import { createFakeDrafts } from '../../fakes/fake-drafts.ts';
import { createFakeQuestions } from '../../fakes/fake-questions.ts';
import { FakeServerStore } from '../../fakes/fake-server-store.ts';
import { createOperatorParts } from '../../fakes/operator-parts.ts';
import { journalAt, logAt, planFor, serverAt } from './made-server.ts';
import { type MadeServer, markCommand, type Order, type Told } from './orders.ts';

// The console on a made-up server, in a terminal; a test gives its orders over the socket SCREEN_ORDERS.

/** Longer than anything that is drawn late: an Esc that might become an arrow, the console's pace of drawing. Milliseconds. */
const quiet = 100;
/** So often the console looks within that time: if the machine gives it none meanwhile, that counts as one look. */
const looks = 10;

let server: MadeServer = (process.env.SCREEN_SERVER ?? 'fleet') as MadeServer;
let beat = 0;
const store = new FakeServerStore(serverAt(server, beat));
const control = createFakeControl();
const { plan } = control;
control.plan = async (intent) => planFor(intent, await plan(intent));

/** Lines that a log has when it is opened. */
const linesBefore = 40;
const { logs } = store;
const openLog = logs.open.bind(logs);
logs.open = (query) => {
	const feed = openLog(query);
	logs.feed.say(...Array.from({ length: linesBefore }, (_, index) => logAt(query.source, index)).flat());
	return feed;
};

const orders = connect(process.env.SCREEN_ORDERS ?? '');
orders.unref();
let last: Promise<void> = Promise.resolve();
createInterface({ input: orders }).on('line', (line) => {
	last = last.then(() => obey(JSON.parse(line) as Order));
});

const environment = process.env;
try {
	await openConsole({
		store,
		control,
		questions: createFakeQuestions(),
		...createOperatorParts(),
		drafts: createFakeDrafts(),
		lookUp: async () => ({ kind: 'elsewhere', addresses: ['203.0.113.9'] }),
		hostname: 'prod-1',
		now: () => exampleNow + beat * 1000,
		environment,
	});
} catch (error) {
	const terminal = openTerminal();
	const refuse = () => Promise.reject(new Error('there is no server'));
	process.exitCode = tellFailure(error, false, {
		...terminal,
		...openOutput(terminal),
		openServer: refuse,
		openPreferences: refuse,
		openConsole: refuse,
	});
}

function tell(): Told {
	return { pid: process.pid, planned: control.planned, changes: control.asked };
}

async function obey(order: Order): Promise<void> {
	switch (order.kind) {
		case 'settle':
			await settle(order.typed);
			process.stdout.write(`\u{1B}]${markCommand};${order.mark}\u{7}`);
			return;
		case 'beats':
			return letBeat(order.count);
		case 'server':
			server = order.server;
			store.set(serverAt(server, beat));
			return;
		case 'stall':
			return stall(order.typed, order.time);
		case 'fault':
			return fail(order.fault);
		case 'tell':
			orders.write(`${JSON.stringify(tell())}\n`);
	}
}

/** Everything typed has been read, and nothing was written for a while. */
async function settle(typed: number): Promise<void> {
	while (process.stdin.bytesRead < typed) await wait(quiet / looks);
	for (let before = process.stdout.bytesWritten, same = 0; same < looks; ) {
		await wait(quiet / looks);
		same = before === process.stdout.bytesWritten ? same + 1 : 0;
		before = process.stdout.bytesWritten;
	}
}

async function stall(typed: number, time: number): Promise<void> {
	while (process.stdin.bytesRead < typed) await new Promise(setImmediate);
	orders.write('stalled\n');
	for (const end = performance.now() + time; performance.now() < end; );
}

async function letBeat(count: number): Promise<void> {
	for (let done = 0; done < count; done += 1) {
		beat += 1;
		for (const entry of journalAt(beat)) control.tell(entry);
		for (const feed of logs.feeds) if (!feed.isClosed) feed.say(...logAt(feed.query.source, linesBefore + beat));
		store.set(serverAt(server, beat));
		await wait(quiet / 3);
	}
}

function fail(fault: (Order & { kind: 'fault' })['fault']): void {
	const failure = new Error(`made to fail: ${fault}`);
	if (fault === 'reject') void Promise.reject(failure);
	if (fault === 'exception') setImmediate(() => throwIt(failure));
	if (fault === 'throw')
		store.set({
			...store.get(),
			get traffic() {
				return throwIt(failure);
			},
		});
}

function throwIt(failure: Error): never {
	throw failure;
}
