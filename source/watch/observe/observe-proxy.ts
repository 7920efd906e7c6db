import { basename, join } from 'node:path';
import type { ServerSettings } from '../../config/server-file.ts';
import type { ContainerDetail, Host } from '../../host/host.ts';
import type { NginxVersion, ProxySnapshot, ProxyTest } from '../../model/snapshot.ts';
import { containerDriver, parseNginxTest, parseNginxVersion } from '../../proxies/container.ts';
import type { Layout } from '../../server/layout.ts';

const patience = 10_000;

/** What is asked of nginx itself, by running it in its container once more: each takes some 50 to 100 ms. */
export interface ProxyQuestions {
	/** A version that is known of a container is not asked again while that one runs. */
	readonly version: boolean | NginxVersion;
	/** Lets it test the configuration on disk. */
	readonly test: boolean;
}

/** The proxy's container and files. */
export async function observeProxy(
	host: Pick<Host, 'docker' | 'files'>,
	layout: Layout,
	settings: ServerSettings,
	questions: ProxyQuestions,
): Promise<ProxySnapshot> {
	const { driver, container, image, http, https } = settings.proxy;
	const [files, detail] = await Promise.all([readProxyFiles(host, layout), host.docker.inspect(container).catch(() => undefined)]);
	const stopped = { driver, container, image, files, httpPort: http, httpsPort: https };
	if (detail?.running !== true) return stopped;
	const [version, result] = await Promise.all([
		readVersion(host, detail, questions.version),
		questions.test ? testProxy(host, layout, detail.id) : undefined,
	]);
	return {
		...stopped,
		containerId: detail.id,
		...(version !== undefined && { version }),
		...(result !== undefined && { test: result }),
	};
}

async function readProxyFiles({ files }: Pick<Host, 'files'>, layout: Layout): Promise<Readonly<Record<string, string>>> {
	const paths = [join(layout.nginx, 'nginx.conf'), join(layout.conf, 'ssl-defaults.conf'), layout.proxyCompose];
	const texts = await Promise.all(paths.map((path) => files.readText(path)));
	return Object.fromEntries(paths.flatMap((path, index) => (texts[index] === undefined ? [] : [[path, texts[index]]])));
}

async function readVersion(
	{ docker }: Pick<Host, 'docker'>,
	{ id }: ContainerDetail,
	question: ProxyQuestions['version'],
): Promise<string | undefined> {
	if (question === false) return undefined;
	if (question !== true && question.containerId === id) return question.version;
	const answer = await docker.exec(id, containerDriver.versionCommand, patience).catch(() => undefined);
	return answer && parseNginxVersion(`${answer.stdout}${answer.stderr}`);
}

async function testProxy({ docker, files }: Pick<Host, 'docker' | 'files'>, layout: Layout, id: string): Promise<ProxyTest | undefined> {
	const answer = await docker.exec(id, containerDriver.testCommand(join(layout.nginx, 'nginx.conf')), patience).catch(() => undefined);
	if (answer === undefined) return undefined;
	const { offender, ...test } = parseNginxTest(`${answer.stdout}${answer.stderr}`);
	if (offender === undefined) return test;
	const accepted = await files.stat(join(layout.accepted, basename(offender.path)));
	return { ...test, offender: { ...offender, hasAcceptedCopy: accepted !== undefined } };
}
