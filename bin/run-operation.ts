import { runStandby, runStored } from '../source/cli/run-stored.ts';
import { createHost } from '../source/host/create-host.ts';

// The runner's own program: carries a stored operation of the server under a root out; its outcome is the exit code.
const [id = '', root = '', key = '', pid = '', birth = ''] = process.argv.slice(2);
const running =
	id === '--standby'
		? runStandby(root, { key, giver: { pid: Number(pid), birth } }, createHost, console.error)
		: runStored(root, id, createHost, console.error);
running.then((code) => {
	process.exitCode = code;
});
