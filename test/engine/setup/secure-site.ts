import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { connect, type PeerCertificate } from 'node:tls';

/** A site's HTTPS on this machine. */
export interface SecureSite {
	readonly port: number;
	readonly domain: string;
	/** PEM file of the root that its certificate has to lead to. */
	readonly root: string;
}

/** The JSON that it answers to `path`, over a connection of its own. */
export async function askSecurely({ port, domain, root }: SecureSite, path: string): Promise<Readonly<Record<string, unknown>>> {
	const options = { host: '127.0.0.1', port, path, servername: domain, headers: { host: domain }, ca: readFileSync(root), agent: false };
	const body = await new Promise<string>((resolve, reject) => {
		const asked = request(options, (response) => text(response).then(resolve, reject));
		asked.on('error', reject).end();
	});
	return JSON.parse(body) as Readonly<Record<string, unknown>>;
}

/** The certificate that it shows whoever comes now; throws if that does not lead to the root, is for another name or over. */
export function shownCertificate({ port, domain, root }: SecureSite): Promise<PeerCertificate> {
	return new Promise((resolve, reject) => {
		const socket = connect({ host: '127.0.0.1', port, servername: domain, ca: readFileSync(root) }, () => {
			resolve(socket.getPeerCertificate());
			socket.destroy();
		});
		socket.on('error', reject);
	});
}

/** Its serial number. */
export async function shownSerial(site: SecureSite): Promise<string> {
	return (await shownCertificate(site)).serialNumber;
}

/** Between two looks, ms. */
const pause = 20;

/** Looks again and again; when stopped, gives each serial that was shown with the last moment it was. */
export function watchSerials(site: SecureSite): { stop(): Promise<ReadonlyMap<string, number>> } {
	const seen = new Map<string, number>();
	let isOver = false;
	const watching = watch();
	return {
		async stop() {
			isOver = true;
			await watching;
			return seen;
		},
	};

	async function watch(): Promise<void> {
		while (!isOver) {
			const at = Date.now();
			seen.set(await shownSerial(site), at);
			await new Promise((resolve) => setTimeout(resolve, pause));
		}
	}
}
