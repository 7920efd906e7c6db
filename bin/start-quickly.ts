import module from 'node:module';
import { cacheDirectory } from '../source/host/base-directory.ts';

/** Keeps compiled code for the next start; where Node.js is too old for Berth, says so and ends with 2. */
export function startQuickly(): void {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	if (major < 22 || (major === 22 && minor < 12)) {
		process.stderr.write(
			`${process.stderr.isTTY ? '\r\u{1B}[K' : ''}Berth needs Node.js 22.12 or newer, and this is ${process.version}\nInstall a newer one and try again\n`,
		);
		process.exit(2);
	}
	const cache = cacheDirectory(process.env);
	// By the variable, so that runners use it too; one of the shell's could name anybody's code.
	delete process.env.NODE_COMPILE_CACHE;
	if (cache === undefined) return;
	process.env.NODE_COMPILE_CACHE = cache;
	module.enableCompileCache();
}
