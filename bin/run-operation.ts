import { runStored } from '../source/cli/run-stored.ts';
import { createHost } from '../source/host/create-host.ts';

// The runner's own program: carries a stored operation of the server under a root out; its outcome is the exit code.
const [id = '', root = ''] = process.argv.slice(2);
runStored(root, id, createHost, console.error).then((code) => {
	process.exitCode = code;
});
