import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import type { TextPart } from './host.ts';

/** A pipe on whose other end nobody writes must not hold everything up. */
const withoutWaiting = constants.O_RDONLY | constants.O_NONBLOCK;

/** Text of a whole file. */
export async function readText(path: string): Promise<string> {
	const descriptor = openSync(path, withoutWaiting);
	try {
		if (fstatSync(descriptor).size <= shortPart) return readFileSync(descriptor, 'utf8');
	} finally {
		closeSync(descriptor);
	}
	return readFile(path, 'utf8');
}

/**
 * Text of a file from a byte offset. A character that is only half written is left for the next read; a file that became
 * shorter than `offset` gives no text and its present end.
 */
export async function readTextFrom(path: string, offset: number): Promise<TextPart> {
	const descriptor = openSync(path, withoutWaiting);
	try {
		const { size, ino } = fstatSync(descriptor);
		const length = size - offset;
		if (length <= 0) return { text: '', end: size, inode: ino };
		if (length <= shortPart) return partOf(readPart(descriptor, offset, length), offset, ino);
	} finally {
		closeSync(descriptor);
	}
	return readLongFrom(path, offset);
}

/** So much is read at once, which is a tenth of the work that another thread makes; more would keep the keyboard waiting. Bytes. */
const shortPart = 64 * 1024;

/** A regular file gives all it has in one read. */
function readPart(descriptor: number, offset: number, length: number): Buffer {
	const buffer = Buffer.allocUnsafe(length);
	return buffer.subarray(0, readSync(descriptor, buffer, 0, length, offset));
}

/** Another file may have the name by now. */
async function readLongFrom(path: string, offset: number): Promise<TextPart> {
	const handle = await open(path, 'r');
	try {
		const { size, ino } = await handle.stat();
		return partOf(await filled(handle, offset, Buffer.alloc(Math.max(0, size - offset))), offset, ino);
	} finally {
		await handle.close();
	}
}

function partOf(bytes: Buffer, offset: number, inode: number): TextPart {
	const whole = bytes.length - unfinishedBytes(bytes);
	return { text: bytes.toString('utf8', 0, whole), end: offset + whole, inode };
}

/** As much of the buffer as the file has. */
async function filled(handle: FileHandle, offset: number, buffer: Buffer): Promise<Buffer> {
	let length = 0;
	while (length < buffer.length) {
		const { bytesRead } = await handle.read(buffer, length, buffer.length - length, offset + length);
		if (bytesRead === 0) break;
		length += bytesRead;
	}
	return buffer.subarray(0, length);
}

/** What an app may have put where its log files are: a symlink to another file, or a pipe on whose other end nobody writes. */
const regularOnly = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** At most `length` bytes of a regular file from a byte offset. */
export async function readBytesFrom(path: string, offset: number, length: number): Promise<Uint8Array> {
	const handle = await open(path, regularOnly);
	try {
		if (!(await handle.stat()).isFile()) throw new Error('it is no regular file');
		return await filled(handle, offset, Buffer.allocUnsafeSlow(length));
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
