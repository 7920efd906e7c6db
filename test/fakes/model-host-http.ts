import type { Http, HttpAnswer, HttpRequest } from '../../source/host/host.ts';
import { parseSite } from '../../source/proxies/nginx/site.ts';
import { isSilent } from './model-host-containers.ts';
import type { ModelEngine } from './model-host-engine.ts';
import { type ModelNginx, siteFor, type Worker } from './model-host-nginx.ts';

/** HTTP of the model: nginx answers from what it has loaded, apps from what their containers do. */
export class ModelHttp implements Http {
	readonly #engine: ModelEngine;
	readonly #nginx: ModelNginx;
	#turn = 0;

	constructor(engine: ModelEngine, nginx: ModelNginx) {
		this.#engine = engine;
		this.#nginx = nginx;
	}

	async request(request: HttpRequest): Promise<HttpAnswer> {
		const isTls = request.port === 443;
		if (request.port !== 80 && !isTls) return this.#ask(request.port, request.timeout);
		const worker = this.#nginx.accept();
		if (worker === undefined) return refusedAnswer;
		const { port, ...answer } = await this.#answer(worker, request, isTls);
		this.#nginx.release(worker);
		if (request.path !== '/.berth') await this.log(worker, request.host, answer, port);
		return answer;
	}

	/** The port that a worker sends the next request for a host to; those that refuse connections are passed over. */
	choose(worker: Worker, host: string): number | undefined {
		const { ports } = siteFor(worker, host) ?? { ports: [] };
		this.#turn += 1;
		const order = ports.map((_, index) => ports[(this.#turn + index) % ports.length] ?? 0);
		return order.find((port) => this.#engine.listener(port) !== undefined);
	}

	/** One line in the site's access log. */
	async log(worker: Worker, host: string, { status, took }: HttpAnswer, port?: number): Promise<void> {
		const text = siteFor(worker, host)?.text;
		const path = /^\s*access_log (\S+) berth;/m.exec(text ?? '')?.[1];
		if (text === undefined || path === undefined) return;
		const seconds = String(took / 1000);
		const asked = port !== undefined && {
			upstream: `127.0.0.1:${port}`,
			upstream_status: status ?? '-',
			upstream_header: status === undefined ? '-' : seconds,
			upstream_response: seconds,
		};
		const { release } = parseSite(text) ?? {};
		const line = { time: String(this.#engine.clock.now() / 1000), status: status ?? 499, took: seconds, release, ...asked };
		await this.#engine.files.append(path, `${JSON.stringify(line)}\n`).catch(() => undefined);
	}

	async #answer(worker: Worker, { host, path, timeout }: HttpRequest, isTls: boolean): Promise<HttpAnswer & { readonly port?: number }> {
		const site = siteFor(worker, host);
		const hasTls = site?.text.includes('ssl_certificate ') ?? false;
		if (isTls && !hasTls) return { body: '', error: 'the TLS handshake was refused', took: 1 };
		if (path === '/.berth') {
			const parsed = site === undefined ? undefined : parseSite(site.text);
			const challenge = /^\s*return 200 "(\S+ challenge [0-9a-f]{12})\\n";/m.exec(site?.text ?? '')?.[1] ?? 'default';
			return {
				status: 200,
				body: parsed === undefined ? `${challenge}\n` : `${parsed.release} ${parsed.berth} ${parsed.generation}\n`,
				took: 1,
			};
		}
		if (path.startsWith('/.well-known/acme-challenge/')) return this.#challenge(path);
		if (site === undefined) return { status: 404, body: '', took: 1 };
		if (hasTls && !isTls) return { status: 301, body: '', took: 1 };
		if (site.isClosed) return { status: 503, body: 'Out of service', took: 1 };
		const port = this.choose(worker, host);
		return port === undefined ? { status: 502, body: 'Bad Gateway', took: 1 } : { ...(await this.#ask(port, timeout)), port };
	}

	/** From the same directory whatever host is asked for. */
	#challenge(path: string): HttpAnswer {
		const body = this.#engine.files.text(`/opt/nginx/challenges${path}`);
		return body === undefined ? { status: 404, body: '', took: 1 } : { status: 200, body, took: 1 };
	}

	async #ask(port: number, timeout: number): Promise<HttpAnswer> {
		const container = this.#engine.listener(port);
		// Whoever else listens there answers as the app would.
		if (container === undefined) return this.#engine.taken.has(port) ? { status: 200, body: 'ok', took: 1 } : refusedAnswer;
		if (isSilent(container)) {
			await this.#engine.clock.wait(timeout);
			return { body: '', error: `timed out after ${timeout / 1000} s`, took: timeout };
		}
		const status = container.fault.answers ?? 200;
		return { status, body: status === 200 ? 'ok' : 'the database is away', took: 1 };
	}
}

const refusedAnswer: HttpAnswer = { body: '', error: 'connection refused', refused: true, took: 1 };
