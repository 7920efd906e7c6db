import { createHash } from 'node:crypto';

/** From RFC 6455, section 1.3. */
const handshakeSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 };

/** Answers the handshake, sends `greeting`, then a `tick` each second, and echoes every message. */
export function acceptWebSocket(request, socket, greeting) {
	const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${handshakeSuffix}`).digest('base64');
	const head = ['HTTP/1.1 101 Switching Protocols', 'upgrade: websocket', 'connection: Upgrade', `sec-websocket-accept: ${accept}`];
	const cookie = Number(new URL(request.url, 'http://app').searchParams.get('cookie') ?? 0);
	if (cookie > 0) head.push(`set-cookie: long=${'c'.repeat(cookie)}`);
	socket.write(`${head.join('\r\n')}\r\n\r\n`);
	const send = (opcode, payload) => socket.writable && socket.write(encodeFrame(opcode, payload));
	const close = (code) => {
		const payload = Buffer.alloc(2);
		payload.writeUInt16BE(code);
		send(opcodes.close, payload);
		socket.end();
	};
	send(opcodes.text, Buffer.from(greeting));
	const ticking = setInterval(() => send(opcodes.text, Buffer.from('tick')), 1000);
	socket.on('close', () => clearInterval(ticking));
	socket.on('error', () => socket.destroy());
	readFrames(socket, (frame) => {
		if (frame.opcode === opcodes.close) close(frame.payload.length >= 2 ? frame.payload.readUInt16BE() : 1000);
		else if (frame.opcode === opcodes.ping) send(opcodes.pong, frame.payload);
		else if (frame.opcode === opcodes.text || frame.opcode === opcodes.binary) send(frame.opcode, frame.payload);
	});
	return { close };
}

/** Calls back with each whole message or control frame; fragments are joined. */
function readFrames(socket, receive) {
	let pending = Buffer.alloc(0);
	const fragments = [];
	let fragmented = opcodes.text;
	socket.on('data', (chunk) => {
		pending = Buffer.concat([pending, chunk]);
		for (let frame = decodeFrame(pending); frame !== undefined; frame = decodeFrame(pending)) {
			pending = pending.subarray(frame.size);
			if (frame.opcode >= opcodes.close) {
				receive(frame);
				continue;
			}
			if (frame.opcode !== opcodes.continuation) fragmented = frame.opcode;
			fragments.push(frame.payload);
			if (frame.final) receive({ opcode: fragmented, payload: Buffer.concat(fragments.splice(0)) });
		}
	});
}

/** The first frame in `bytes` and its whole size, or `undefined` while more bytes are needed. */
function decodeFrame(bytes) {
	if (bytes.length < 2) return undefined;
	const short = bytes[1] & 0x7f;
	const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
	const masked = (bytes[1] & 0x80) !== 0;
	const start = 2 + lengthBytes + (masked ? 4 : 0);
	if (bytes.length < start) return undefined;
	const length = lengthBytes === 2 ? bytes.readUInt16BE(2) : lengthBytes === 8 ? Number(bytes.readBigUInt64BE(2)) : short;
	if (bytes.length < start + length) return undefined;
	const payload = Buffer.from(bytes.subarray(start, start + length));
	if (masked) for (let index = 0; index < length; index += 1) payload[index] ^= bytes[start - 4 + (index % 4)];
	return { opcode: bytes[0] & 0x0f, final: (bytes[0] & 0x80) !== 0, payload, size: start + length };
}

function encodeFrame(opcode, payload) {
	const lengthBytes = payload.length < 126 ? 0 : payload.length < 65_536 ? 2 : 8;
	const head = Buffer.alloc(2 + lengthBytes);
	head[0] = 0x80 | opcode;
	head[1] = lengthBytes === 0 ? payload.length : lengthBytes === 2 ? 126 : 127;
	if (lengthBytes === 2) head.writeUInt16BE(payload.length, 2);
	if (lengthBytes === 8) head.writeBigUInt64BE(BigInt(payload.length), 2);
	return Buffer.concat([head, payload]);
}
