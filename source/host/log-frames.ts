import { printableLine } from '../model/printable-text.ts';
import type { LogLine } from './host.ts';

type StreamName = LogLine['stream'];

const headerBytes = 8;
const longestLine = 16 * 1024;
const newline = 0x0a;
const carriageReturn = 0x0d;
const nothing: Buffer = Buffer.alloc(0);
const stamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) /;

interface Stamped {
	readonly at?: number;
	readonly bytes: Buffer;
}

/**
 * Puts the engine's log stream together again: chunks of the connection → frames (8 bytes of header: the stream in the first,
 * the length in the last four) → lines. A container with a terminal has no frames: `framed` is false. Lines are cut at 16 KiB, and
 * have no colours: who reads them looks for words.
 */
export class LogFrames {
	readonly #framed: boolean;
	readonly #pending = new Map<StreamName, Stamped>();
	#rest: Buffer = nothing;

	constructor(framed: boolean) {
		this.#framed = framed;
	}

	/** Lines that the chunk completes. */
	push(chunk: Buffer): readonly LogLine[] {
		if (!this.#framed) return this.#take('stdout', chunk);
		const lines: LogLine[] = [];
		const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
		let from = 0;
		while (bytes.length - from >= headerBytes) {
			const end = from + headerBytes + bytes.readUInt32BE(from + 4);
			if (bytes.length < end) break;
			const stream = bytes[from] === 2 ? 'stderr' : 'stdout';
			const whole = this.#wholeLine(stream, bytes, from + headerBytes, end);
			if (whole === undefined) lines.push(...this.#take(stream, bytes.subarray(from + headerBytes, end)));
			else lines.push(whole);
			from = end;
		}
		// A copy: what is left of a chunk shall not keep all of it.
		this.#rest = from === bytes.length ? nothing : Buffer.from(bytes.subarray(from));
		return lines;
	}

	/** Lines without an end, when the stream has ended. */
	end(): readonly LogLine[] {
		const lines = [...this.#pending].map(([stream, pending]) => this.#lineOf(stream, pending));
		this.#pending.clear();
		return lines;
	}

	/** The line of a frame that is exactly one, as nearly all are: without a copy of its bytes. */
	#wholeLine(stream: StreamName, bytes: Buffer, from: number, end: number): LogLine | undefined {
		if (end - from > longestLine || this.#pending.has(stream) || bytes.indexOf(newline, from) !== end - 1) return undefined;
		const found = readStamp(bytes, from, end);
		if (found === undefined) return undefined;
		const last = bytes[end - 2] === carriageReturn ? end - 2 : end - 1;
		return { at: found.at, stream, text: printableLine(bytes.toString('utf8', Math.min(found.end, last), last)) };
	}

	#take(stream: StreamName, bytes: Buffer): readonly LogLine[] {
		const lines: LogLine[] = [];
		let from = 0;
		while (from < bytes.length) {
			const found = bytes.indexOf(newline, from);
			const piece = bytes.subarray(from, found < 0 ? bytes.length : found);
			// Every frame of a long line carries a time of its own; the first one counts.
			const stamped = this.#framed ? splitStamp(piece) : { bytes: piece };
			const known = this.#pending.get(stream);
			const pending = {
				at: known?.at ?? stamped.at ?? 0,
				bytes: Buffer.concat([known?.bytes ?? Buffer.alloc(0), stamped.bytes]).subarray(0, longestLine),
			};
			this.#pending.set(stream, pending);
			if (found < 0) break;
			lines.push(this.#lineOf(stream, pending));
			this.#pending.delete(stream);
			from = found + 1;
		}
		return lines;
	}

	#lineOf(stream: StreamName, pending: Stamped): LogLine {
		const { at = 0, bytes } = this.#framed ? pending : splitStamp(pending.bytes);
		return { at, stream, text: printableLine(bytes.toString('utf8').replace(/\r$/, '')) };
	}
}

function splitStamp(bytes: Buffer): Stamped {
	const found = readStamp(bytes, 0, bytes.length);
	return found === undefined ? { bytes } : { at: found.at, bytes: bytes.subarray(found.end) };
}

/** The time that the engine wrote before a line, and where the line begins. */
function readStamp(bytes: Buffer, from: number, end: number): { readonly at: number; readonly end: number } | undefined {
	const found = stamp.exec(bytes.toString('latin1', from, Math.min(end, from + 40)));
	return found?.[1] === undefined ? undefined : { at: Date.parse(found[1]), end: from + found[0].length };
}
