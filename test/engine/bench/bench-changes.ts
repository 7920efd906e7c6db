import { type ChangeTimes, median, newSpeedProject, removeSpeedImages, timeChange } from '../setup/speed.ts';
import type { TestEngine } from '../setup/test-engine.ts';
import { drainLimit, type TestProject } from '../setup/test-project.ts';
import { openTestServer, type TestServer } from '../setup/test-server.ts';

const runs = [2, 3, 4, 5, 6];

/** In the order of the columns. */
const figures = ['total', 'boot', 'added', 'engine', 'own'] as const;
type Figure = (typeof figures)[number];

/** Prints how long changes take: three replicas, five times each, the median counts. False if one is over its limit. */
export async function benchChanges(engine: TestEngine): Promise<boolean> {
	const server = await openTestServer('bench', engine);
	try {
		const shop = await newSpeedProject(server, runs.length + 1);
		await server.mustBerth('deploy', shop.name, 'v1', '--yes');
		console.log(
			'From the confirmation to traffic on the other release, ms: in all, of that the app’s own boot, what is added; of that Docker’s own',
		);
		console.log('part, which is what the same containers take that are started by its API alone just after, and Berth’s.\n');
		const isQuickDeploy = await print(server, shop, 'deploy', 500, (run) => ['deploy', shop.name, `v${run}`]);
		const isQuickBack = await print(server, shop, 'warm roll back', 400, (run) => ['rollback', shop.name, run % 2 === 0 ? 'v5' : 'v6']);
		console.log(`A change ends when nobody uses the old release any more: up to ${drainLimit} ms later here.\n`);
		return isQuickDeploy && isQuickBack;
	} finally {
		await removeSpeedImages(server);
		await server.close();
	}
}

async function print(
	on: TestServer,
	shop: TestProject,
	name: string,
	limit: number,
	wordsOf: (run: number) => readonly string[],
): Promise<boolean> {
	const times: ChangeTimes[] = [];
	for (const run of runs) {
		times.push(await timeChange(on, shop, ...wordsOf(run)));
		console.log(`${name.padEnd(16)}${row(times.at(-1))}`);
	}
	const middle = (part: Figure) => median(times.map((one) => one[part]));
	const medians = Object.fromEntries(figures.map((part) => [part, middle(part)])) as Record<Figure, number>;
	console.log(`${'median'.padEnd(16)}${row(medians)}   limit of the last: ${limit}\n`);
	console.log(`${partsText(times)}\n`);
	return medians.own <= limit;
}

/** The medians of what was done in that time: `start the runner 190, look again 120, …`. */
function partsText(times: readonly ChangeTimes[]): string {
	const names = [...new Set(times.flatMap(({ parts }) => parts.map(([name]) => name)))];
	const middle = (wanted: string) => median(times.flatMap(({ parts }) => parts.flatMap(([name, took]) => (name === wanted ? [took] : []))));
	return names.map((name) => `${name} ${Math.round(middle(name))}`).join(', ');
}

function row(times: Pick<ChangeTimes, Figure> | undefined): string {
	return figures.map((part) => String(Math.round(times?.[part] ?? 0)).padStart(7)).join('');
}
