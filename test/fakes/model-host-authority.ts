import { dirname, join } from 'node:path';
import type { AuthorityRecord, Command, CommandResult, Commands } from '../../source/host/host.ts';
import { modelPair } from './model-host-certificates.ts';
import type { ModelClock } from './model-host-clock.ts';
import type { ModelFiles } from './model-host-files.ts';
import type { ModelHttp } from './model-host-http.ts';

const done: CommandResult = { code: 0, stdout: '', stderr: '' };
const day = 86_400_000;

/** DNS of the model, and the CA with certbot and openssl on the server: it asks for its token as the outside would. */
export class ModelAuthority implements Commands {
	/** Of names; all others lead to the server. */
	readonly addresses = new Map<string, readonly string[]>();
	/** CAA records by name. */
	readonly authorities = new Map<string, readonly AuthorityRecord[]>();
	/** Names of every certificate that was ordered. */
	readonly orders: (readonly string[])[] = [];
	/** What certbot says instead of obtaining anything. */
	trouble: CommandResult | undefined;
	/** Of what it gives, ms. */
	lifetime = 90 * day;
	readonly #clock: ModelClock;
	readonly #files: ModelFiles;
	readonly #http: ModelHttp;

	constructor(clock: ModelClock, files: ModelFiles, http: ModelHttp) {
		this.#clock = clock;
		this.#files = files;
		this.#http = http;
	}

	addressesOf(name: string): readonly string[] {
		return this.addresses.get(name) ?? ['127.0.0.1'];
	}

	authoritiesOf(name: string): readonly AuthorityRecord[] {
		return this.authorities.get(name) ?? [];
	}

	async run(command: Command): Promise<CommandResult> {
		const [program] = command;
		if (program === 'systemctl') return done;
		if (program === 'openssl') return this.#request(command);
		if (program === 'certbot') return this.trouble ?? this.#order(command);
		throw new Error(`nobody should run ${program}`);
	}

	/** The serial stands in the request already, so that key and certificate are a pair. */
	async #request(command: Command): Promise<CommandResult> {
		const out = wordAfter(command, '-out');
		const names = wordAfter(command, '-addext').replace('subjectAltName=', '').replaceAll('DNS:', '').split(',');
		const serial = `serial of ${this.#clock.now()}`;
		const facts = { names, issuer: 'Model CA', serial, notBefore: 0, expiresAt: 0 };
		await this.#files.writeText(wordAfter(command, '-keyout'), modelPair(facts).key);
		await this.#files.writeText(out, JSON.stringify(facts));
		return done;
	}

	async #order(command: Command): Promise<CommandResult> {
		const facts = JSON.parse(this.#files.text(wordAfter(command, '--csr')) ?? '') as Parameters<typeof modelPair>[0];
		const token = 'x'.repeat(43);
		const path = `/.well-known/acme-challenge/${token}`;
		const file = join(wordAfter(command, '--webroot-path'), path);
		await this.#files.writeText(file, token);
		for (const host of facts.names) {
			const answer = await this.#http.request({ port: 80, path, host, timeout: 1_000 });
			if (answer.body === token) continue;
			const stdout = `  Domain: ${host}\n  Type:   unauthorized\n  Detail: ${answer.status ?? answer.error}\n`;
			return { code: 1, stdout, stderr: 'Some challenges have failed.' };
		}
		await this.#files.remove(file);
		this.orders.push(facts.names);
		const now = this.#clock.now();
		const { fullchain } = modelPair({ ...facts, notBefore: now, expiresAt: now + this.lifetime });
		await this.#files.makeDirectory(dirname(wordAfter(command, '--fullchain-path')));
		await this.#files.writeText(wordAfter(command, '--fullchain-path'), fullchain);
		return done;
	}
}

function wordAfter(command: Command, option: string): string {
	const at = command.indexOf(option);
	return command[at + 1] ?? '';
}
