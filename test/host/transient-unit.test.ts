import { expect, test } from 'vitest';
import { transientUnit } from '../../source/host/transient-unit.ts';

test('a runner under systemd has the environment that it is given', () => {
	const env = {
		PATH: '/bin',
		HOME: '/root',
		DOCKER_HOST: 'unix:///x',
		DOCKER_CONFIG: '/c',
		BERTH_STARTED_BY: undefined,
		NODE_COMPILE_CACHE: '/root/.cache/berth',
	};
	const command = transientUnit(['/usr/bin/node', '/usr/bin/berth', 'run', 'abc'], 'berth-run-abc', '/opt/log', '/opt', env);
	expect(command.filter((word) => word.startsWith('--setenv'))).toEqual([
		'--setenv=PATH=/bin',
		'--setenv=HOME=/root',
		'--setenv=DOCKER_HOST=unix:///x',
		'--setenv=DOCKER_CONFIG=/c',
		'--setenv=NODE_COMPILE_CACHE=/root/.cache/berth',
	]);
	expect(command.slice(command.indexOf('--'))).toEqual(['--', '/usr/bin/node', '/usr/bin/berth', 'run', 'abc']);
	expect(command).toContain('--unit=berth-run-abc');
	expect(command).toContain('--property=KillMode=mixed');
});
