import { expect, test } from 'vitest';
import { removeFromEngine } from '../../../source/sandbox/server/remove-from-engine.ts';
import { fakeSession, root } from '../fake-session.ts';

const engine = { host: 'unix:///a.sock', own: false };
const images = { nginx: 'nginx:1.29', postgres: 'postgres:15-alpine', redis: 'redis:7-alpine', app: 'node:24-slim' };
const record = { engine, imagesBefore: ['postgres:15-alpine', 'redis:6'], images };

const containers = [
	`1\tshop-blue-1\tshop\t${root}/projects/shop/releases/v1/docker-compose.blue.yml`,
	`2\tberth-sandbox-proxy\t\t${root}/nginx/docker-compose.yml`,
	`3\tcafe-blue-1\tcafe\t${root}/projects/cafe/releases/v1/docker-compose.blue.yml`,
	'4\tblog-blue-1\tblog\t/opt/projects/blog/releases/v1/docker-compose.blue.yml',
	'5\tpostgres\t\t',
].join('\n');

const tags = [
	'nginx:1.29',
	'postgres:15-alpine',
	'redis:6',
	'shop-backend:v1',
	'blog-backend:v1',
	'berth-sandbox/blog:v1',
	'my-shop-backend:v1',
	'cafe-backend:v7',
];

function answers(uid = '0') {
	const listed = (line: string) => (line.includes('--quiet') ? (line.includes('berth.project=shop') ? 'sha256:9\n' : '') : tags.join('\n'));
	return { ' ps ': containers, ' images ': listed, 'id -u': uid, ' rm --force': '', ' rmi ': '', ' network rm ': '', ' run ': '' };
}

const withWord = (asked: readonly string[], word: string) =>
	asked.filter((line) => line.includes(` ${word} `)).map((line) => line.split(` ${word} `)[1]);

test("removes the containers that the sandbox's own files made, and no others", async () => {
	const session = fakeSession(answers());
	await removeFromEngine(session, engine, record);
	expect(withWord(session.asked, 'rm')).toContain('--force --volumes 1 2 3');
});

test('removes networks and images of its projects, but not of one that another server has too, nor what was there before', async () => {
	const session = fakeSession(answers());
	await removeFromEngine(session, engine, record);
	expect(withWord(session.asked, 'network rm')).toEqual(['shop_internal', 'api_internal', 'cafe_internal']);
	// blog belongs to /opt here, its images included.
	expect(withWord(session.asked, 'rmi')).toEqual(['shop-backend:v1', 'cafe-backend:v7', 'nginx:1.29', 'sha256:9']);
});

test('leaves every image that it may not have brought when its record is lost', async () => {
	const session = fakeSession(answers());
	await removeFromEngine(session, engine, undefined);
	expect(withWord(session.asked, 'rmi')).toEqual(['shop-backend:v1', 'cafe-backend:v7', 'sha256:9']);
});

test('removes what databases wrote in a container when the user is not root', async () => {
	const asRoot = fakeSession(answers());
	await removeFromEngine(asRoot, engine, record);
	expect(withWord(asRoot.asked, 'run')).toEqual([]);
	const asUser = fakeSession(answers('1000'));
	await removeFromEngine(asUser, engine, record);
	expect(withWord(asUser.asked, 'run')).toEqual([
		`--rm --network none --volume ${root}:/sandbox --entrypoint find redis:7-alpine /sandbox -mindepth 1 -delete`,
	]);
});
