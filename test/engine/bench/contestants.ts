import { dirname, join } from 'node:path';
import type { Layout } from '../../../source/server/layout.ts';
import { ownEnvironment, program } from '../setup/run-berth.ts';
import type { TestEngine } from '../setup/test-engine.ts';
import { crowdName } from './crowd-containers.ts';
import type { Screen, WatchedProgram } from './watched-terminal.ts';

/** A program that is measured. */
export interface Contestant extends WatchedProgram {
	readonly name: string;
	/** True once it shows what the engine and the disk have said. */
	hasData(screen: Screen): boolean;
}

/** The console, and the peer whose binary BERTH_BENCH_PEER names. */
export function contestants({ engine }: TestEngine, layout: Layout): readonly Contestant[] {
	const home = join(layout.root, 'home');
	const own = {
		...ownEnvironment,
		// The bundle's first line finds `node` by it.
		PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
		LANG: 'C.UTF-8',
		HOME: home,
		XDG_CACHE_HOME: join(home, '.cache'),
		XDG_CONFIG_HOME: join(home, '.config'),
		DOCKER_CONFIG: engine.config,
		NO_COLOR: undefined,
	};
	const berth: Contestant = {
		name: 'berth',
		command: [program, '--root', layout.root],
		cwd: layout.root,
		env: own,
		hasData: ({ text }) => text.includes(`${crowdName}-01`),
	};
	const path = process.env.BERTH_BENCH_PEER;
	if (path === undefined || path === '') return [berth];
	const env = { ...own, DOCKER_HOST: engine.host };
	return [berth, { ...berth, name: 'peer', command: [path], env, hasData: ({ text }) => text.includes(crowdName) }];
}
