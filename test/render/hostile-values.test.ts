import { expect, test } from 'vitest';
import { projectPlaces, serverPlaces } from '../fuzz/places.ts';
import { projectYml, renderProject } from '../fuzz/project-fuzz.ts';
import { renderServer, serverYml } from '../fuzz/server-fuzz.ts';
import { tryValues } from '../fuzz/try-values.ts';
import { layout } from './example-project.ts';

/** BERTH_TEST_SEED asks for the same values again. nginx and compose are asked about many more in test/engine/hostile-values.test.ts. */
const seed = Number(process.env.BERTH_TEST_SEED ?? Date.now() % 1_000_000);
const runs = Number(process.env.BERTH_TEST_RUNS ?? 20);

test('no value of project.yml changes anything but its own place, or it is refused by line and key', () => {
	const accepted = tryValues({ file: projectYml, places: projectPlaces, render: (read) => renderProject(layout, read), runs, seed });
	expect(accepted.length).toBeGreaterThan(runs);
}, 60_000);

test('no value of server.yml changes anything but its own place, or it is refused by line and key', () => {
	const accepted = tryValues({ file: serverYml, places: serverPlaces, render: (read) => renderServer(layout, read), runs, seed });
	expect(accepted.length).toBeGreaterThan(runs);
}, 60_000);
