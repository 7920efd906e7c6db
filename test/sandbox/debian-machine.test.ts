import { expect, test } from 'vitest';
import { installPackages, observeDebianMachine, requireRoot } from '../../source/sandbox/debian-machine.ts';
import { FakeFiles } from '../fakes/fake-files.ts';
import { scriptedCommands } from './scripted-commands.ts';

const release = 'PRETTY_NAME="Debian GNU/Linux 12"\nVERSION_CODENAME=bookworm\nID=debian\n';
const answers = { 'dpkg --print-architecture': 'arm64', 'apt-config dump': '' };

test("reads distribution, architecture and mirror from the machine's own settings", async () => {
	const files = new FakeFiles();
	files.put({ '/etc/os-release': release, '/etc/apt/sources.list': 'deb http://mirror.example/debian bookworm main\n' });
	expect(await observeDebianMachine(scriptedCommands(answers), files)).toEqual({
		distribution: 'debian',
		codename: 'bookworm',
		architecture: 'arm64',
		mirror: 'http://mirror.example/debian',
		keyring: '/usr/share/keyrings/debian-archive-keyring.gpg',
	});
});

test('follows the mirror list that cloud images have, and keeps the proxy of apt', async () => {
	const files = new FakeFiles();
	files.put({
		'/etc/os-release': release,
		'/etc/apt/sources.list.d/debian.sources':
			'Types: deb\nURIs: mirror+file:///etc/apt/mirrors/a.list\nSuites: bookworm\nComponents: main\n',
		'/etc/apt/mirrors/a.list': '# first wins\nhttps://one.example/debian\nhttps://two.example/debian\n',
	});
	const commands = scriptedCommands({ ...answers, 'apt-config dump': 'http://proxy.example:3142' });
	expect(await observeDebianMachine(commands, files)).toMatchObject({
		mirror: 'https://one.example/debian',
		proxy: 'http://proxy.example:3142',
	});
});

test('knows that another distribution cannot be installed on', async () => {
	const files = new FakeFiles();
	files.put({ '/etc/os-release': 'ID=fedora\nVERSION_CODENAME=""\n' });
	expect(await observeDebianMachine(scriptedCommands(answers), files)).toBeUndefined();
});

test('says which packages could not be installed, with the words of apt', async () => {
	const commands = scriptedCommands({ 'apt-get update': '' });
	await expect(installPackages(commands, ['docker.io'], () => undefined)).rejects.toMatchObject({
		kind: 'external',
		what: 'Cannot install docker.io',
		output: ['apt-get install -y --no-install-recommends docker.io: not found'],
	});
});

test('tells who is not root what to do', async () => {
	await expect(requireRoot(scriptedCommands({ 'id -u': '1000' }), 'no Docker engine answers')).rejects.toMatchObject({
		kind: 'refused',
		why: 'no Docker engine answers',
		next: expect.stringContaining('sudo npm run sandbox'),
	});
});
