import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import type { ServerSettings } from '../../source/config/server-file.ts';
import { composeInput } from '../../source/host/compose-input.ts';
import type { Project } from '../../source/model/project.ts';
import { Secret } from '../../source/model/secret.ts';
import { renderNginxMain } from '../../source/proxies/nginx/main.ts';
import { renderSslDefaults } from '../../source/proxies/nginx/ssl-defaults.ts';
import { renderStagedMain } from '../../source/proxies/nginx/staged-main.ts';
import { layoutOf, projectLayout } from '../../source/server/layout.ts';
import { examplePair } from '../fakes/example-certificates.ts';
import { firstRefused } from '../fuzz/first-refused.ts';
import { joinedCompose, type NamedFile } from '../fuzz/joined-compose.ts';
import { projectPlaces, serverPlaces } from '../fuzz/places.ts';
import { example, projectYml, renderProject } from '../fuzz/project-fuzz.ts';
import { keysOf } from '../fuzz/schema-keys.ts';
import { renderServer, serverYml } from '../fuzz/server-fuzz.ts';
import { filesOf, type SomeSite, someSite } from '../fuzz/some-site.ts';
import { tryValues } from '../fuzz/try-values.ts';
import { type Judges, openJudges, type Understood } from './setup/judges.ts';
import { sandboxDirectory } from './setup/test-engine.ts';

/** BERTH_TEST_VALUES asks for more of them, BERTH_TEST_SEED for the same ones again. */
const wanted = Number(process.env.BERTH_TEST_VALUES ?? 10_000);
const seed = Number(process.env.BERTH_TEST_SEED ?? Date.now() % 1_000_000);
const runs = Math.ceil(wanted / (keysOf(projectYml.schema).length + keysOf(serverYml.schema).length));

const root = join(sandboxDirectory, 'test', 'fuzz');
const layout = layoutOf(root);
const values = new Map(
	['POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB', 'REDIS_PASSWORD', 'DOMAIN'].map((key) => [key, new Secret(`${key}$value`)]),
);
const envText = [...values].map(([key, value]) => `${key}=${value.reveal()}\n`).join('');

/** A settings file that was taken, and one that is rendered from it; all are tested together, so each has a name of its own. */
interface Case extends NamedFile {
	readonly from: string;
}

describe(`hostile values of every key, seed ${seed}:`, () => {
	let judges: Judges;
	beforeAll(async () => {
		await rm(root, { recursive: true, force: true });
		await put(join(layout.certificates, 'shop.example', 'fullchain.pem'), examplePair.pem);
		await put(join(layout.certificates, 'shop.example', 'privkey.pem'), examplePair.key);
		await put(join(layout.conf, 'ssl-defaults.conf'), renderSslDefaults());
		await put(join(layout.proxyLogs, 'access.log'), '');
		await put(join(root, '.env'), envText);
		judges = await openJudges(inject('testEngine'), root);
	});
	afterAll(() => rm(root, { recursive: true, force: true }));

	test('what Berth takes in project.yml, nginx and compose take too, and compose reads what was meant', async () => {
		const render = (project: Project) => renderProject(layout, project, judges.nginxVersion);
		const accepted = tryValues({ file: projectYml, places: projectPlaces, render, runs, seed });
		console.log(`project.yml: ${accepted.length} of ${runs * keysOf(projectYml.schema).length} values taken`);
		expect(accepted.length).toBeGreaterThan(runs);
		const projects = accepted.map(({ text, read }, index) => ({ from: text, read, name: nameOf(read, index) }));
		const sites = differentCases(projects, (project) => render(project).site);
		for (const { name } of sites) await mkdir(projectLayout(layout, name).siteLogs, { recursive: true });
		await expectSites(sites);
		const berths = differentCases(projects, (project) => render(project).berth);
		const services = differentCases(projects, (project) => render(project).services);
		for (const { name } of berths) await put(projectLayout(layout, name).env, envText);
		await expectComposed(berths);
		await expectComposed(services.filter(({ text }) => text.includes('container_name:')));
	});

	test('what Berth takes in server.yml, nginx and compose take too', async () => {
		const render = (settings: ServerSettings) => renderServer(layout, settings, judges.nginxVersion);
		const accepted = tryValues({ file: serverYml, places: serverPlaces, render, runs, seed });
		console.log(`server.yml: ${accepted.length} of ${runs * keysOf(serverYml.schema).length} values taken`);
		expect(accepted.length).toBeGreaterThan(runs);
		const servers = accepted.map(({ text, read }, index) => ({ from: text, read, name: `case-${index}` }));
		const mains = differentCases(servers, (settings) => render(settings).main);
		const paths = new Map(
			await Promise.all(mains.map(async (one) => [one, await put(join(layout.proxyDirectory, `${one.name}.conf`), one.text)] as const)),
		);
		expect(await firstRefused(mains, (some) => judges.nginx(some.map((one) => paths.get(one) ?? '')))).toBeUndefined();
		await expectComposed(differentCases(servers, (settings) => render(settings).proxy));
	});

	test.each(['container', 'host'] as const)('what is rendered for 500 made-up projects, nginx takes: %s', async (driver) => {
		const made = someSite(layout, fc.constant(judges.nginxVersion), join(layout.certificates, 'shop.example'));
		const sites = fc.sample(made, { seed, numRuns: 500 }).map(({ options, ...site }, index) => {
			const project = { ...options.project, name: `case-${index}` };
			return { ...site, options: { ...options, project } };
		});
		for (const some of inParts(sites)) expect(await refusalOf(some, driver)).toBeUndefined();
	});

	/** Where all of them are sites of one nginx, whose other files are those of the first. */
	async function refusalOf(sites: readonly SomeSite[], driver: 'container' | 'host'): Promise<string | undefined> {
		const files = new Map(sites.toReversed().flatMap((site) => filesOf(site, driver).map(({ path, text }) => [path, text])));
		for (const [path, text] of files) await put(path, text);
		for (const { options } of sites) await mkdir(projectLayout(layout, options.project.name).siteLogs, { recursive: true });
		const refusal = await judges.nginx([join(layout.proxyDirectory, 'nginx.conf')]);
		for (const { options } of sites) await rm(projectLayout(layout, options.project.name).site);
		return refusal;
	}

	/** Each site opens two logs, and a process may have some thousand files open: so not all at once. */
	function inParts<Site>(sites: readonly Site[]): readonly (readonly Site[])[] {
		return Array.from({ length: Math.ceil(sites.length / 250) }, (_, index) => sites.slice(index * 250, (index + 1) * 250));
	}

	async function expectSites(sites: readonly Case[]): Promise<void> {
		const main = renderNginxMain({ layout, version: judges.nginxVersion, httpPort: 80, httpsPort: 443 });
		const loading = async (some: readonly Case[], index = 0) => {
			const paths = await Promise.all(some.map(({ name, text }) => put(join(layout.staged, `${name}.conf`), text)));
			return put(join(layout.proxyDirectory, `staged-${index}.conf`), renderStagedMain(main, paths));
		};
		const part = await firstRefused(inParts(sites), async (some) => judges.nginx(await Promise.all(some.map(loading))));
		expect(await firstRefused(part?.one ?? [], async (some) => judges.nginx([await loading(some)]))).toBeUndefined();
	}

	/** Also as Berth itself gives them to compose, where each service has the words and settings that stand there. */
	async function expectComposed(files: readonly Case[]): Promise<void> {
		const joined = join(root, 'joined.yml');
		expect(
			await firstRefused(files, async (some) => judges.compose(await put(joined, joinedCompose(some)), join(root, '.env'))),
		).toBeUndefined();
		const given = await composeInput(joinedCompose(files), values);
		const understood = await judges.understood(await put(joined, given));
		expect(wordsOf(understood)).toEqual(wordsOf(parse(given) as Understood));
	}
});

/** Environment and command of each service. */
function wordsOf({ services }: Understood): Readonly<Record<string, unknown>> {
	const each = Object.entries(services).map(([name, { environment, command }]) => [name, { ...environment, command: command ?? [] }]);
	return Object.fromEntries(each);
}

function nameOf({ name }: Project, index: number): string {
	return name === example.name ? `case-${index}` : name;
}

/** Of those from which the same file comes one; the file is rendered once more, with the name that it has among the others. */
function differentCases<Read>(
	all: readonly { readonly from: string; readonly read: Read; readonly name: string }[],
	render: (read: Read) => string | undefined,
): readonly Case[] {
	const different = new Map(all.map((one) => [render(one.read), one]));
	const byName = new Map([...different.values()].map((one) => [one.name, one]));
	return [...byName.values()].map(({ from, read, name }) => ({ from, name, text: render({ ...read, name }) ?? '' }));
}

async function put(path: string, text: string): Promise<string> {
	await mkdir(dirname(path), { recursive: true });
	await writeFile(path, text);
	return path;
}
