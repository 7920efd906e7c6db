// Who may import whom. `source` knows no React; decisions are pure; only `source/host` touches the outside.
const order = [
	'model',
	'config',
	'server',
	'render',
	'proxies',
	'steps',
	'operations',
	'journal',
	'traffic',
	'runner',
	'watch',
	'present',
	'cli',
	'sandbox',
];

/** What each folder of source may import besides itself. */
const allowed = {
	model: [],
	config: ['model', 'steps'],
	server: ['model', 'config', 'host'],
	render: ['model', 'config', 'server'],
	proxies: ['model', 'config', 'server', 'render', 'host'],
	steps: ['model', 'config', 'server', 'render', 'proxies', 'host'],
	operations: ['model', 'config', 'server', 'render', 'proxies', 'steps'],
	journal: ['model', 'config', 'server', 'steps', 'operations', 'host'],
	traffic: ['model', 'server', 'proxies', 'host'],
	runner: ['model', 'config', 'server', 'operations', 'steps', 'journal', 'traffic', 'host'],
	watch: ['model', 'config', 'server', 'render', 'proxies', 'steps', 'operations', 'journal', 'traffic', 'host'],
	present: ['model', 'operations', 'steps', 'journal', 'watch'],
	cli: ['model', 'config', 'server', 'proxies', 'operations', 'steps', 'journal', 'traffic', 'runner', 'watch', 'present', 'host'],
	sandbox: ['model', 'config', 'server', 'operations', 'journal', 'traffic', 'runner', 'watch', 'present', 'host'],
};

const pure = ['model', 'config', 'render', 'proxies', 'operations', 'present'];

export default {
	forbidden: [
		{ name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
		...order.map((folder) => ({
			name: `${folder}-imports`,
			severity: 'error',
			comment: `source/${folder} may import: ${allowed[folder].join(', ') || 'nothing'}`,
			from: { path: `^source/${folder}/` },
			to: { path: '^source/', pathNot: `^source/(${[folder, ...allowed[folder]].join('|')})/` },
		})),
		{
			name: 'host-adapters-only-by-bin',
			severity: 'error',
			comment: 'everything but bin knows the host by its interface',
			from: { path: '^(source|components|hooks)/', pathNot: '^source/host/' },
			to: { path: '^source/host/', pathNot: '^source/host/host\\.ts$' },
		},
		{
			name: 'outside-only-in-host',
			severity: 'error',
			comment: 'but for the load client, which is an outsider itself',
			from: { path: '^(source|components|hooks)/', pathNot: '^source/(host|sandbox/load)/' },
			to: { path: '^(dockerode|execa|(node:)?(fs|fs/promises|child_process|net|http|https|os|dgram|dns|tls))$' },
		},
		{
			name: 'libraries-of-the-outside-only-in-host',
			severity: 'error',
			from: { path: '^(bin|source|components|hooks)/', pathNot: '^source/host/' },
			to: { path: 'node_modules/(dockerode|execa)/' },
		},
		{
			name: 'pure-is-pure',
			severity: 'error',
			from: { path: `^source/(${pure.join('|')})/` },
			to: { dependencyTypes: ['core'], pathNot: '^(node:)?(path|crypto|util)$' },
		},
		{
			name: 'source-knows-no-react',
			severity: 'error',
			from: { path: '^source/' },
			to: { path: '(^|/)(react|ink|components|hooks)(/|$)' },
		},
		{
			name: 'only-the-runner-acts',
			severity: 'error',
			comment: 'everybody else knows steps by their list: their data, words and roles',
			from: { path: '^(bin|source|components|hooks)/', pathNot: '^source/(steps|operations|runner)/' },
			to: { path: '^source/steps/', pathNot: '^source/steps/(index|step|shapes)\\.ts$' },
		},
		{
			name: 'runner-behind-control',
			severity: 'error',
			comment: 'who wants a change asks control for it',
			from: { path: '^(source|components|hooks)/', pathNot: '^source/(runner|sandbox|cli/run-stored\\.ts)' },
			to: { path: '^source/runner/', pathNot: '^source/runner/(control|create-control|drafts|workplace)\\.ts$' },
		},
		{
			name: 'proxies-by-their-contract',
			severity: 'error',
			comment: 'nobody else knows what language a proxy speaks, nor how it is run',
			from: { path: '^(bin|source|components|hooks)/', pathNot: '^source/proxies/' },
			to: { path: '^source/proxies/', pathNot: '^source/proxies/[^/]+\\.ts$' },
		},
		{ name: 'hooks-draw-nothing', severity: 'error', from: { path: '^hooks/' }, to: { path: '^components/' } },
	],
	options: {
		exclude: { path: '^source/sandbox/app/' },
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		moduleSystems: ['es6'],
		enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'], conditionNames: ['import', 'node'] },
	},
};
