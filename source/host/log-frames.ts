import type { LogLine } from './host.ts';

type StreamName = LogLine['stream'];

const headerBytes = 8;
const longestLine = 16 * 1024;
const newline = 0x0a;
const stamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) /;

interface Stamped {
	readonly at?: number;
	readonly bytes: Buffer;
}

/**
 * Puts the engine's log stream together again: chunks of the connection → frames (8 bytes of header: the stream in the first,
 * the length in the last four) → lines. A container with a terminal has no frames: `framed` is false. Lines are cut at 16 KiB.
 */
export class LogFrames {
	readonly #framed: boolean;
	readonly #pending = new Map<StreamName, Stamped>();
	#rest: Buffer = Buffer.alloc(0);

	constructor(framed: boolean) {
		this.#framed = framed;
	}

	/** Lines that the chunk completes. */
	push(chunk: Buffer): readonly LogLine[] {
		if (!this.#framed) return this.#take('stdout', chunk);
		const lines: LogLine[] = [];
		this.#rest = Buffer.concat([this.#rest, chunk]);
		while (this.#rest.length >= headerBytes) {
			const end = headerBytes + this.#rest.readUInt32BE(4);
			if (this.#rest.length < end) break;
			const stream = this.#rest[0] === 2 ? 'stderr' : 'stdout';
			lines.push(...this.#take(stream, this.#rest.subarray(headerBytes, end)));
			this.#rest = this.#rest.subarray(end);
		}
		return lines;
	}

	/** Lines without an end, when the stream has ended. */
	end(): readonly LogLine[] {
		const lines = [...this.#pending].map(([stream, pending]) => this.#lineOf(stream, pending));
		this.#pending.clear();
		return lines;
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
		return { at, stream, text: bytes.toString('utf8').replace(/\r$/, '') };
	}
}

function splitStamp(bytes: Buffer): Stamped {
	const found = stamp.exec(bytes.toString('latin1', 0, 40));
	return found?.[1] === undefined ? { bytes } : { at: Date.parse(found[1]), bytes: bytes.subarray(found[0].length) };
}
