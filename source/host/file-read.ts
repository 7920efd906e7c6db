import { read, readFile, readFileSync, readSync, type Stats } from 'node:fs';
import { promisify } from 'node:util';
import { Failure } from '../model/failure.ts';
import { whileOpen } from './file-open.ts';
import type { Place } from './file-reach.ts';
import type { TextPart } from './host.ts';

const mebibyte = 1024 ** 2;

/** The longest text that is read whole, bytes: of a project's own files, which are settings, and of Berth's, which may be a long journal. */
const limits = { foreign: mebibyte, own: 256 * mebibyte };

/** So much is read at once, which is a tenth of the work that another thread makes; more would keep the keyboard waiting. Bytes. */
const shortPart = 64 * 1024;

const readWhole = promisify(readFile) as (descriptor: number, encoding: 'utf8') => Promise<string>;
const readInto = promisify(read);

/** Text of a whole file. */
export function readText(place: Place): Promise<string> {
	return whileOpen(place, (descriptor, stat) => {
		requireShort(place, stat);
		return stat.size <= shortPart ? readFileSync(descriptor, 'utf8') : readWhole(descriptor, 'utf8');
	});
}

function requireShort({ path, isForeign }: Place, { size }: Stats): void {
	const limit = isForeign ? limits.foreign : limits.own;
	if (size <= limit) return;
	throw new Failure({
		kind: 'refused',
		what: `Berth does not read ${path}`,
		why: `It has ${size} bytes; the limit is ${limit / mebibyte} MiB`,
		next: `Look what it is (head -c 200 ${path}), and shorten it or move it away`,
	});
}

/**
 * Text of a file from a byte offset. A character that is only half written is left for the next read; a file that became
 * shorter than `offset` gives no text and its present end.
 */
export function readTextFrom(place: Place, offset: number): Promise<TextPart> {
	return whileOpen(place, async (descriptor, { size, ino }) => {
		const length = size - offset;
		if (length <= 0) return { text: '', end: size, inode: ino };
		const bytes = length <= shortPart ? readPart(descriptor, offset, length) : await filled(descriptor, offset, Buffer.alloc(length));
		return partOf(bytes, offset, ino);
	});
}

/** A regular file gives all it has in one read. */
function readPart(descriptor: number, offset: number, length: number): Buffer {
	const buffer = Buffer.allocUnsafe(length);
	return buffer.subarray(0, readSync(descriptor, buffer, 0, length, offset));
}

function partOf(bytes: Buffer, offset: number, inode: number): TextPart {
	const whole = bytes.length - unfinishedBytes(bytes);
	return { text: bytes.toString('utf8', 0, whole), end: offset + whole, inode };
}

/** As much of the buffer as the file has. */
async function filled(descriptor: number, offset: number, buffer: Buffer): Promise<Buffer> {
	let length = 0;
	while (length < buffer.length) {
		const { bytesRead } = await readInto(descriptor, buffer, length, buffer.length - length, offset + length);
		if (bytesRead === 0) break;
		length += bytesRead;
	}
	return buffer.subarray(0, length);
}

/** At most `length` bytes of a file from a byte offset. */
export function readBytesFrom(place: Place, offset: number, length: number): Promise<Uint8Array> {
	return whileOpen({ ...place, isForeign: true }, (descriptor) => filled(descriptor, offset, Buffer.allocUnsafeSlow(length)));
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
