import { dirname, join } from 'node:path';
import type { Layout } from '../../../source/server/layout.ts';
import { ownEnvironment, program } from '../setup/run-berth.ts';
import type { TestEngine } from '../setup/test-engine.ts';
import { crowdName } from './crowd-containers.ts';
import type { Screen, WatchedProgram } from './watched-terminal.ts';

/** A program that is measured. */
export interface Contestant extends WatchedProgram {
	readonly name: string;
	/** Typed before any other key: leads to the list of what runs. */
	readonly lead: string;
	/** True once it shows what the engine and the disk have said. */
	hasData(screen: Screen): boolean;
}

/** The console, and the peer whose binary BERTH_BENCH_PEER names. */
export function contestants({ engine }: TestEngine, layout: Layout): readonly Contestant[] {
	const home = join(layout.root, 'home');
	const { NO_COLOR: _, ...environment } = ownEnvironment;
	const own = {
		...environment,
		PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
		LANG: 'C.UTF-8',
		HOME: home,
		XDG_CACHE_HOME: join(home, '.cache'),
		XDG_CONFIG_HOME: join(home, '.config'),
		...(engine.config !== undefined && { DOCKER_CONFIG: engine.config }),
	};
	const berth: Contestant = {
		name: 'berth',
		lead: '',
		command: [program, '--root', layout.root],
		cwd: layout.root,
		env: own,
		hasData: ({ text }) => text.includes(`${crowdName}-01`),
	};
	const path = process.env.BERTH_BENCH_PEER;
	if (path === undefined || path === '') return [berth];
	const env = { ...own, DOCKER_HOST: engine.host };
	const peer = { ...berth, name: 'peer', command: [path] as const, env, lead: '\u{1B}[C' };
	return [berth, { ...peer, hasData: ({ text }) => text.includes(`${crowdName}-01-blue`) }];
}
