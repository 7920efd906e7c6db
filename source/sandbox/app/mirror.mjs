/** What a visitor's way to the app is judged by: `true` if the path was one of these. */
export function answerMirror(request, response, url) {
	const answer = answers[url.pathname.replace(/^\/ws(?=\/)/, '')];
	answer?.(request, response, url.searchParams);
	return answer !== undefined;
}

const answers = {
	'/mirror': (request, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify(request.rawHeaders)),
	'/head': (_request, response, words) => response.setHeader('x-long', 'h'.repeat(Number(words.get('bytes')))).end('head\n'),
	'/own': (_request, response) => {
		for (const [name, value] of ownHeaders) response.setHeader(name, value);
		response.end('own\n');
	},
	'/stream': stream,
};

const ownHeaders = [
	['x-frame-options', 'DENY'],
	['x-content-type-options', 'nosniff'],
	['referrer-policy', 'no-referrer'],
];

/** Four pieces, one each 100 ms: with a length, until the connection ends, or in chunks. */
function stream(_request, response, words) {
	const piece = 'a piece of a stream, sent as soon as it is there\n';
	const pieces = 4;
	const framing = { length: { 'content-length': piece.length * pieces }, close: { connection: 'close' } }[words.get('framing')] ?? {};
	if (words.get('framing') === 'close') response.useChunkedEncodingByDefault = false;
	response.writeHead(200, { 'content-type': words.get('type') ?? 'text/plain', ...framing });
	let sent = 0;
	const sending = setInterval(() => {
		response.write(piece);
		sent += 1;
		if (sent < pieces) return;
		clearInterval(sending);
		response.end();
	}, 100);
	response.on('close', () => clearInterval(sending));
}
