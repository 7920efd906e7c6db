// Makes docs/console.svg: runs the real console in a terminal of its own on the sandbox and draws what it shows.
// npm run sandbox (in another terminal), then: npm run picture
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';

const columns = 120;
const rows = 36;
const cell = { width: 8.43, height: 18 };
const margin = 14;

/** The eight base colours and their bright ones, as most dark terminals have them. */
const palette = [
	'#1d2129',
	'#e06c75',
	'#98c379',
	'#e5c07b',
	'#61afef',
	'#c678dd',
	'#56b6c2',
	'#c8ccd4',
	'#5c6370',
	'#e06c75',
	'#98c379',
	'#e5c07b',
	'#61afef',
	'#c678dd',
	'#56b6c2',
	'#ffffff',
];
const foreground = '#c8ccd4';
const background = '#16191f';

const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
const { NO_COLOR: _, ...environment } = process.env;
const root = process.env.BERTH_ROOT ?? `${import.meta.dirname}/../.sandbox/root`;
const console = spawn(`${import.meta.dirname}/../dist/berth`, ['--root', root], {
	cols: columns,
	rows,
	name: 'xterm-256color',
	env: { ...environment, LANG: 'C.UTF-8', COLORTERM: '' },
});
console.onData((data) => terminal.write(data));
for (const keys of ['', ...process.argv.slice(2)]) {
	console.write(keys);
	await sleep(Number(process.env.WAIT ?? 4000));
}
writeFileSync(`${import.meta.dirname}/console.svg`, drawing());
console.kill();

function drawing(): string {
	const width = Math.ceil(columns * cell.width + 2 * margin);
	const height = Math.ceil(rows * cell.height + 2 * margin);
	const lines = Array.from({ length: rows }, (_line, row) => drawLine(row)).join('\n');
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="'JetBrains Mono','DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="14" role="img">
<title>The console of Berth</title>
<rect width="100%" height="100%" rx="8" fill="${background}"/>
${lines}
</svg>
`;
}

/** One row: neighbouring cells of one look become one piece of text, placed by its column. */
function drawLine(row: number): string {
	const line = terminal.buffer.active.getLine(row);
	const pieces: { column: number; text: string; look: string; fill: string }[] = [];
	for (let column = 0; column < columns; column++) {
		const at = line?.getCell(column);
		if (at === undefined) continue;
		const text = at.getChars() || ' ';
		const isInverse = at.isInverse() !== 0;
		const ink = at.isFgPalette() ? (palette[at.getFgColor()] ?? foreground) : foreground;
		const paper = at.isBgPalette() ? (palette[at.getBgColor()] ?? background) : background;
		const look = `fill="${isInverse ? paper : ink}"${at.isBold() ? ' font-weight="bold"' : ''}${at.isDim() ? ' opacity="0.6"' : ''}`;
		const fill = isInverse ? ink : paper;
		const last = pieces.at(-1);
		if (last !== undefined && last.look === look && last.fill === fill) last.text += text;
		else pieces.push({ column, text, look, fill });
	}
	return pieces.map((piece) => drawPiece(row, piece)).join('');
}

function drawPiece(row: number, piece: { column: number; text: string; look: string; fill: string }): string {
	const x = (margin + piece.column * cell.width).toFixed(1);
	const y = margin + row * cell.height;
	const width = (piece.text.length * cell.width).toFixed(1);
	const paper = piece.fill === background ? '' : `<rect x="${x}" y="${y}" width="${width}" height="${cell.height}" fill="${piece.fill}"/>`;
	if (piece.text.trim() === '') return paper;
	const text = piece.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
	return `${paper}<text x="${x}" y="${y + 13.5}" textLength="${width}" lengthAdjust="spacingAndGlyphs" xml:space="preserve" ${piece.look}>${text}</text>`;
}
