import { expect, test } from 'vitest';
import { plainText } from '../../../hooks/line.ts';
import type { Pane } from '../../../hooks/panes/pane.ts';
import { replicasPane } from '../../../hooks/panes/replicas-pane.ts';
import { trafficPane } from '../../../hooks/panes/traffic-pane.ts';
import { exampleNow, exampleTraffic, exampleView, fleetProject } from '../../fakes/example-fleet.ts';

const project = fleetProject({ name: 'shop', id: 1, release: 'v41', healths: ['healthy', 'healthy'], releases: ['v41'] });
const traffic = {
	...exampleTraffic(42.3, 0.002),
	clientErrors: 0.031,
	replicas: { 8101: exampleTraffic(40), 8102: exampleTraffic(2.3, 0.25) },
};
const view = { ...exampleView([project]), traffic: { shop: traffic } };

function text(pane: Pane, width: number): readonly string[] {
	const { head = [], rows } = pane.content({ view, project, now: exampleNow }, { width, height: 6 });
	return [head, ...rows].map(plainText);
}

test('shows which replica fails and which one gets the traffic, where there is room', () => {
	const [head, first, second] = text(replicasPane, 130);
	expect(head).toContain('REQ/S');
	expect(head).toContain('FAIL');
	expect(first).toMatch(/blue 1 .* 40 +87 ms +0 %/);
	expect(second).toMatch(/blue 2 .* 2\.3 +87 ms +25 %/);
});

test('gives health, CPU and memory the room that traffic would take', () => {
	const [head] = text(replicasPane, 70);
	expect(head).toContain('MEMORY');
	expect(head).not.toContain('REQ/S');
});

test('shows the share of 4xx beside that of failed requests', () => {
	expect(text(trafficPane, 70)[1]).toMatch(/42 req\/s {2}failed 0.2 % {2}p95 87 ms {2}4xx 3.1 %/);
});
