const esc = '\u{1B}';
const nextLine = `${esc}[E`;
const style = new RegExp(`${esc}\\[([\\d;]*)m`);
const nextLines = new RegExp(`(?:${esc}\\[E)+`, 'g');

/** How text looks, in the terms of a terminal: https://en.wikipedia.org/wiki/ANSI_escape_code#SGR. */
interface Look {
	readonly bold: boolean;
	readonly dim: boolean;
	readonly inverse: boolean;
	/** One of the base colours, as the number that sets it. */
	readonly ink: string;
}

const ownInk = '39';
const plain: Look = { bold: false, dim: false, inverse: false, ink: ownInk };

/** Between these a terminal shows nothing: https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036. */
const frameStart = `${esc}[?2026h`;
const frameEnd = `${esc}[?2026l`;

/**
 * The terminal's stream, but what Ink writes to it is made short. Ink repeats every style of a row before the cell that
 * changed, and goes down row by row where nothing did: more bytes than the change itself, on a link that may be slow. And
 * it writes a frame, its start and its end one after the other: together they cost a third of that.
 */
export function sparingOutput(stdout: NodeJS.WriteStream): NodeJS.WriteStream {
	let hasStarted = false;
	const write: NodeJS.WriteStream['write'] = (chunk: string | Uint8Array, ...more: []) => {
		const isStart = chunk === frameStart;
		// Each frame was given its end already.
		if (isStart || chunk === frameEnd) {
			hasStarted = isStart;
			return true;
		}
		const text = typeof chunk === 'string' ? spare(chunk) : chunk;
		const isFrame = hasStarted && typeof text === 'string';
		hasStarted = false;
		return stdout.write(isFrame ? frameStart + text + frameEnd : text, ...more);
	};
	return new Proxy(stdout, {
		get(target, name) {
			if (name === 'write') return write;
			const value: unknown = Reflect.get(target, name);
			return typeof value === 'function' ? value.bind(target) : value;
		},
	});
}

/** The same on the screen in fewer bytes. A text that begins in no style and ends in none; with a style the console has not, it stays as it is. */
export function spare(text: string): string {
	let written = '';
	let now = plain;
	let wanted: Look | undefined = plain;
	let isStyle = false;
	// Text and the numbers of a style in turn.
	for (const piece of text.split(style)) {
		if (isStyle) {
			wanted = piece.split(';').reduce(changeLook, wanted);
			if (wanted === undefined) return text;
		} else if (piece !== '') {
			written += change(now, wanted) + piece;
			now = wanted;
		}
		isStyle = !isStyle;
	}
	return (written + change(now, wanted)).replace(nextLines, (run) => (run === nextLine ? run : `${esc}[${run.length / nextLine.length}E`));
}

/** The look after one number of a style; `undefined` if the console does not use it. */
function changeLook(look: Look | undefined, code: string): Look | undefined {
	if (look === undefined) return undefined;
	if (code === '0' || code === '') return plain;
	if (code === '1') return { ...look, bold: true };
	if (code === '2') return { ...look, dim: true };
	if (code === '22') return { ...look, bold: false, dim: false };
	if (code === '7') return { ...look, inverse: true };
	if (code === '27') return { ...look, inverse: false };
	return /^3[0-79]$/.test(code) ? { ...look, ink: code } : undefined;
}

/** What makes the second look out of the first: what differs, or everything anew where that is shorter. */
function change(from: Look, to: Look): string {
	if (from === to) return '';
	const differing = differences(from, to);
	if (differing.length === 0) return '';
	const anew = differences(plain, to);
	if (anew.length === 0) return `${esc}[m`;
	const [less, more] = [differing.join(';'), `0;${anew.join(';')}`];
	return `${esc}[${more.length < less.length ? more : less}m`;
}

function differences(from: Look, to: Look): readonly string[] {
	const isLess = (from.bold && !to.bold) || (from.dim && !to.dim);
	const weight = isLess ? { ...from, bold: false, dim: false } : from;
	const codes = [
		isLess && '22',
		to.bold && !weight.bold && '1',
		to.dim && !weight.dim && '2',
		from.inverse !== to.inverse && (to.inverse ? '7' : '27'),
		from.ink !== to.ink && to.ink,
	];
	return codes.filter((code) => code !== false);
}
