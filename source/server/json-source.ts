import { configFailure } from '../config/mistakes.ts';

/** A JSON file as plain data. Throws a `config` failure that names the file and, where it is known, the line. */
export function readJson(text: string, path: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		const offset = /position (\d+)/.exec(message)?.[1];
		const line = offset === undefined ? 1 : text.slice(0, Number(offset)).split('\n').length;
		throw configFailure(path, [{ path: [], line, message: `not JSON: ${message.replace(/ \(line.*$/, '')}` }]);
	}
}
