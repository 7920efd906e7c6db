import type { MadeServer } from './orders.ts';

/** A screen or dialog, and how an operator comes to it from the fleet. */
export interface ScreenCase {
	readonly name: string;
	/** Each one write, answered before the next. */
	readonly keys: readonly string[];
	/** What it shows in any terminal of 80×24 and more. */
	readonly shows: string;
	/** Default: the example fleet. */
	readonly server?: MadeServer;
}

/**
 * Every screen and dialog there is, in the order in which they are gone through. A new one is one line here, and is then
 * looked at in every size and terminal.
 */
export const screenCases: readonly ScreenCase[] = [
	{ name: 'the fleet', keys: [], shows: 'hubnity-backend' },
	{ name: 'the fleet without projects', keys: [], shows: 'berth new <name>', server: 'empty' },
	{ name: 'the fleet without its engine', keys: [], shows: 'No answer from Docker', server: 'gone' },
	{ name: 'the fleet with an operation', keys: [], shows: 'deploy shop', server: 'working' },
	{ name: 'a filtered fleet', keys: ['/', 'hub', '\r'], shows: '/hub' },
	{ name: 'the filter while it is typed', keys: ['/', 'hub'], shows: 'Filter:' },
	{ name: 'a warning', keys: ['j', 'j', 'S'], shows: 'was never deployed' },
	{ name: 'the replicas', keys: ['G', '2', '+'], shows: 'Replicas' },
	{ name: 'the traffic', keys: ['G', '3', '+'], shows: 'Traffic' },
	{ name: 'the services', keys: ['G', '4', '+'], shows: 'Services' },
	{ name: 'the ports', keys: ['G', '5', '+'], shows: 'Ports' },
	{ name: 'the last operations', keys: ['G', '6', '+'], shows: 'Last operations' },
	{ name: 'help', keys: ['?'], shows: 'Keys' },
	{ name: 'the sort orders', keys: ['o'], shows: 'Sort' },
	{ name: 'the releases to deploy', keys: ['GD'], shows: 'Deploy shop' },
	{ name: 'the releases to roll back to', keys: ['GB'], shows: 'Roll shop back' },
	{ name: 'the number of replicas', keys: ['GS', 'k'], shows: 'Scale shop' },
	{ name: 'the replicas to open a shell in', keys: ['G', 's'], shows: 'Shell in a replica of shop' },
	{ name: 'what can be copied', keys: ['G', 'y'], shows: 'docker logs' },
	{ name: 'a plan', keys: ['GD', '\r'], shows: 'Start this on prod-1 for shop?' },
	{ name: 'a plan with its diffs', keys: ['GD', '\r', 'd'], shows: '@@ -1,1' },
	{ name: 'the plan of a certificate', keys: ['GC'], shows: 'until the new certificate answers' },
	{ name: 'a running operation', keys: ['G', 'O'], shows: 'Operation', server: 'working' },
	{ name: 'the question before cancelling', keys: ['G', 'O', 'c'], shows: 'Are you sure', server: 'working' },
	{ name: 'a project', keys: ['G', '\r'], shows: '[1 Overview]' },
	{ name: 'a project that is ill', keys: ['jjj', '\r'], shows: 'GET /health answered 500' },
	{ name: 'the replicas of a project', keys: ['G', '\r', '2'], shows: '[2 Replicas]' },
	{ name: 'the logs of a project', keys: ['G', '\r', '3'], shows: '[Logs]' },
	{ name: 'the logs of a project, errors only', keys: ['G', '\r', '3', '!'], shows: 'errors only' },
	{ name: 'the releases of a project', keys: ['G', '\r', '4'], shows: '[4 Releases]' },
	{ name: 'the ports of a project', keys: ['G', '\r', '5'], shows: '[5 Ports & proxy]' },
	{ name: 'the certificate of a project', keys: ['G', '\r', '5', 'G'], shows: "Let's Encrypt R11" },
	{ name: 'a project without a certificate', keys: ['\r', '5', 'G'], shows: 'C obtains one for blog.example' },
	{ name: 'the secrets of a project', keys: ['G', '\r', '6'], shows: '[6 Secrets]' },
	{ name: 'the history of a project', keys: ['G', '\r', '7'], shows: '[7 History]' },
	{ name: 'why a replica is as it is', keys: ['jjj', '\r', 'd'], shows: 'What was found' },
	{ name: 'the port map', keys: ['G', 'm'], shows: 'Port map' },
	{ name: 'logs', keys: ['G', 'l'], shows: '[app]' },
	{ name: 'logs with times, wrapped', keys: ['G', 'l', 't', 'w'], shows: '14:0' },
	{ name: 'a text that is searched in logs', keys: ['G', 'l', '/', 'item'], shows: 'Search:' },
	{ name: 'the access log', keys: ['G', 'l', 'v'], shows: '[access]' },
	{ name: 'logs without a line', keys: ['G', 'l', 'vvv'], shows: 'No line in' },
	{ name: 'logs of replicas that failed', keys: ['G', 'l', 'vvvv'], shows: 'failed in a change' },
	{ name: 'events', keys: ['e'], shows: 'health' },
	{ name: 'events of a kind', keys: ['e', ']]'], shows: 'Deploy' },
	{ name: 'the palette', keys: [':'], shows: 'Palette' },
	{ name: 'a text in the palette', keys: [':', 'deploy shop '], shows: 'deploy shop v42' },
	{ name: 'a text in the palette that means nothing', keys: [':', 'zzzz'], shows: 'Nothing is called that' },
	{ name: 'the actions', keys: ['G', 'x'], shows: 'Actions for shop' },
	{ name: 'the actions of a project', keys: ['G', '\r', 'x'], shows: 'Actions' },
	{ name: 'secrets', keys: ['G', 'E'], shows: 'Secrets of shop' },
	{ name: 'the plan of a removal', keys: ['G', 'X'], shows: 'then the name of the project' },
	{ name: 'the name that confirms a removal', keys: ['G', 'X', 'y', 'sh'], shows: 'Type shop' },
	{ name: 'marked projects', keys: [' ', 'j', ' '], shows: '2 projects marked' },
	{ name: 'a change of marked projects', keys: [' ', 'j', ' ', 'D'], shows: '1 of 2' },
	{ name: 'the actions of marked projects', keys: [' ', 'j', ' ', 'x'], shows: 'Actions for 2 marked' },
	{ name: 'the first question about a new project', keys: ['N'], shows: 'What is the project called?' },
	// From here on there are answers that were begun: they are kept.
	{ name: 'an answer that would be refused', keys: ['N', 'shop'], shows: 'There is a project shop' },
	{ name: 'a later question about a new project', keys: ['N', '\r', '\u{15}', 'news\r', 'news.example'], shows: '203.0.113.9' },
	{ name: 'what was begun and not finished', keys: ['N'], shows: 'Go on with news' },
	{ name: 'the end of the questions about a new project', keys: ['N', '\r', '\u{1B}[F'], shows: 'See the plan' },
	{ name: 'the question before answers are thrown away', keys: ['N', 'G', '\r'], shows: 'Discard the answers' },
];
