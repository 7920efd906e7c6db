/** Fields of the log format `berth`: name and nginx variable. Times in seconds; what is missing is empty or `-`. */
const fields = {
	time: '$msec',
	release: '$berth_release',
	// `blue`, `green`, or `closed` where the site is.
	berth: '$berth_berth',
	status: '$status',
	took: '$request_time',
	method: '$request_method',
	host: '$host',
	// Without the query, which may hold tokens.
	uri: '$uri',
	bytes: '$body_bytes_sent',
	client: '$remote_addr',
	upstream: '$upstream_addr',
	upstream_status: '$upstream_status',
	upstream_connect: '$upstream_connect_time',
	upstream_header: '$upstream_header_time',
	upstream_response: '$upstream_response_time',
	id: '$request_id',
} as const;

/** Log format `main`, for people. */
export const mainLogFormat = [
	`log_format main '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" '`,
	`\t'"$http_x_forwarded_for" rt=$request_time uct="$upstream_connect_time" uht="$upstream_header_time" urt="$upstream_response_time"';`,
];

/** Log format `berth`, one JSON object a line, for traffic figures and the proof. */
export const accessLogFormat = formatOf(fields);

/** The same where replicas are reached by addresses in the project's network: with the first ports of its berths, blue before green. */
export const innerLogFormat = formatOf({ ...fields, ports: '$berth_ports' });

function formatOf(fields: Readonly<Record<string, string>>): readonly string[] {
	return [
		"log_format berth escape=json '{'",
		...Object.entries(fields).map(([name, variable], index) => `\t'${index === 0 ? '' : ','}"${name}":"${variable}"'`),
		"\t'}';",
	];
}
