import { berthRange, blockSize, blockUse, type PortUse } from '../../../source/model/port-map.ts';
import type { PortBlock } from '../../../source/model/ports.ts';
import { proxyName, startCommand } from '../../../source/model/proxy-down.ts';
import { atItsProxy, type ProjectSnapshot, type Snapshot } from '../../../source/model/snapshot.ts';
import { changeScreens } from '../../change-screen.ts';
import type { Console } from '../../console.ts';
import { selectedProject } from '../../fleet/selected-project.ts';
import { keyOf } from '../../keymap.ts';
import { fill, type Line, line, type Span, span, wrapText } from '../../line.ts';
import { certificateLines, httpsWords } from '../certificate-lines.ts';
import type { ProjectScreen } from '../project-state.ts';
import type { Tab } from '../tab.ts';
import { field, heading, styledField, textRows } from '../text-rows.ts';

/** The project's ports and who listens, what its site routes to, what the proxy says, and what the site has HTTPS with. */
export const portsTab: Tab = {
	id: 'ports',
	title: 'Ports & proxy',
	content({ project, view: { snapshot }, screen, now }, width) {
		if (snapshot === undefined) return { rows: [] };
		return {
			rows: textRows([
				...blockLines(snapshot, project, width),
				...heading('Site'),
				...siteLines(project, now, width),
				...heading('nginx'),
				...proxyLines(atItsProxy(snapshot, project.name), screen, width),
				...heading('Certificate'),
				...certificateLines(snapshot, project, now, width),
			]),
		};
	},
	target: () => ({ kind: 'ports' }),
	ask: testProxy,
};

/** Lets the proxy test the configuration on disk; the answer comes into the screen. */
async function testProxy(console: Console): Promise<void> {
	const project = selectedProject(console);
	if (project === undefined) return;
	const proxyTest = (await console.questions.testProxy(project).catch(() => undefined)) ?? 'silent';
	console.update((state) => changeScreens(state, 'project', (screen) => ({ ...screen, proxyTest })));
}

function blockLines(snapshot: Snapshot, project: ProjectSnapshot, width: number): readonly Line[] {
	const { ports } = project;
	if (ports === undefined) return [line(' No ports are registered for it.', 'dim')];
	const { uses } = blockUse(snapshot, project.name, ports);
	const strangers = uses.filter(({ isForeign }) => isForeign);
	return [
		styledField('Block', [
			span(`${ports.base}–${ports.base + blockSize - 1}`, 'strong'),
			span(` on 127.0.0.1; ${keyOf('open-row')} shows those of all projects`, 'dim'),
		]),
		...(['blue', 'green'] as const).map((berth) => berthLine(project, ports, berth, uses)),
		...uses.filter(({ role }) => role === 'postgres' || role === 'redis').map(serviceLine),
		...field(
			'▲ Strangers',
			strangers.length === 0
				? undefined
				: `${strangers.map(({ port }) => port).join(', ')}: something listens there that is none of its containers`,
			width,
			'warn',
		),
	];
}

function berthLine({ site }: ProjectSnapshot, ports: PortBlock, berth: 'blue' | 'green', uses: readonly PortUse[]): Line {
	const [first, last] = berthRange(ports, berth);
	const own = uses.filter(({ role, isListening, isForeign }) => role === berth && isListening && !isForeign);
	const isLive = site?.berth === berth && !site.closed;
	const listening = own.length === 0 ? 'nobody listens' : `${own.map(({ port }) => port).join(', ')} listening`;
	return styledField(berth, [
		span(fill(`${first}–${last}`, 11)),
		isLive ? span('  ● live, ', 'good') : span('  ○ no traffic, ', 'dim'),
		span(listening, isLive && own.length === 0 ? 'bad' : 'plain'),
	]);
}

function serviceLine({ role, port, container, isListening }: PortUse): Line {
	if (container === undefined)
		return styledField(role, [span(fill(String(port), 11)), span(isListening ? '' : '  ○ kept, not used', 'dim')]);
	const state = isListening ? span('  ● listening', 'good') : span('  ✕ nobody listens', 'bad');
	return styledField(role, [span(fill(String(port), 11)), state]);
}

function siteLines(snapshot: ProjectSnapshot, now: number, width: number): readonly Line[] {
	const { site, project, replicas } = snapshot;
	const domains = site?.domains.filter((name) => name !== '_') ?? project?.domains ?? [];
	const answers = domains.map((domain) => styledField('', [span(fill(domain, 30)), httpsWords(snapshot, domain, now)]));
	const names = answers.map((words, index) => (index === 0 ? [span(` ${fill('Answers for', 14)} `, 'dim'), ...words.slice(1)] : words));
	if (site === undefined) return [...names, line(' No site yet: it comes with the first deploy.', 'dim')];
	const upstream = site.ports.map((port, index): Line => {
		const replica = replicas.find((one) => one.port === port && one.berth === site.berth);
		const health = replica?.health ?? 'gone';
		const sign: Span =
			health === 'healthy' ? span('● ', 'good') : health === 'starting' || health === 'unknown' ? span('◐ ', 'warn') : span('✕ ', 'bad');
		const label = index === 0 ? (site.closed ? 'Opens to' : 'Routes to') : '';
		return styledField(label, [
			span(`127.0.0.1:${port}  `),
			sign,
			span(replica === undefined ? 'no container has this port' : `${replica.name} ${health}`),
		]);
	});
	return [...names, ...upstream, ...field('File', site.path, width)];
}

function proxyLines({ proxy }: Snapshot, { proxyTest }: ProjectScreen, width: number): readonly Line[] {
	const { instance, version, httpPort, httpsPort, own, inner } = proxy;
	const where = inner === undefined ? `${httpPort} and ${httpsPort}` : `127.0.0.1:${httpPort}, for whatever stands in front`;
	const label = own === undefined ? 'Container' : 'Which';
	if (instance === undefined) return field(label, `✕ ${proxyName(proxy)} does not run; \`${startCommand(proxy)}\` starts it`, width, 'bad');
	return [
		...field(label, `${proxyName(proxy)}${version === undefined ? '' : `, nginx ${version}`}, listens on ${where}`, width),
		...testLines(proxyTest, width),
	];
}

function testLines(test: ProjectScreen['proxyTest'], width: number): readonly Line[] {
	if (test === undefined) return field('Its test', 'nginx is asked …', width, 'dim');
	if (test === 'silent') return field('Its test', `▲ nginx could not be asked; ${keyOf('ask-again')} asks again`, width, 'warn');
	if (test.valid) return field('Its test', '● the configuration on disk is valid; r tests again', width);
	return [
		...field('Its test', '✕ it would not load the configuration on disk; r tests again', width, 'bad'),
		...test.output.flatMap((text) => wrapText(text, width - 17).map((part) => styledField('', [span(part)]))),
	];
}
