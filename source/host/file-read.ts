import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/**
 * Text of a file from a byte offset. A character that is only half written is left for the next read; a file that became
 * shorter than `offset` gives no text and its present end.
 */
export async function readTextFrom(path: string, offset: number): Promise<{ readonly text: string; readonly end: number }> {
	const handle = await open(path, 'r');
	try {
		const { size } = await handle.stat();
		if (size <= offset) return { text: '', end: size };
		const buffer = Buffer.alloc(size - offset);
		let filled = 0;
		while (filled < buffer.length) {
			const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, offset + filled);
			if (bytesRead === 0) break;
			filled += bytesRead;
		}
		const whole = filled - unfinishedBytes(buffer.subarray(0, filled));
		return { text: buffer.toString('utf8', 0, whole), end: offset + whole };
	} finally {
		await handle.close();
	}
}

/** What an app may have put where its log files are: a symlink to another file, or a pipe on whose other end nobody writes. */
const regularOnly = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** At most `length` bytes of a regular file from a byte offset. */
export async function readBytesFrom(path: string, offset: number, length: number): Promise<Uint8Array> {
	const handle = await open(path, regularOnly);
	try {
		if (!(await handle.stat()).isFile()) throw new Error('it is no regular file');
		const buffer = Buffer.allocUnsafeSlow(length);
		let filled = 0;
		while (filled < length) {
			const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
			if (bytesRead === 0) break;
			filled += bytesRead;
		}
		return buffer.subarray(0, filled);
	} finally {
		await handle.close();
	}
}

/** Bytes at the end that begin a UTF-8 character without ending it. */
function unfinishedBytes(bytes: Buffer): number {
	for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
		const byte = bytes[bytes.length - back] ?? 0;
		if (byte < 0x80) return 0;
		if (byte >= 0xc0) return back < lengthOfCharacter(byte) ? back : 0;
	}
	return 0;
}

function lengthOfCharacter(first: number): number {
	if (first >= 0xf0) return 4;
	return first >= 0xe0 ? 3 : 2;
}
