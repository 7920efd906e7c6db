import { expect, test } from 'vitest';
import { findArchive, parseAptSources } from '../../source/sandbox/debian-sources.ts';

const stanzas = `# comes from the installer
Types: deb deb-src
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
 contrib
Signed-By: /usr/share/keyrings/archive.gpg

Types: deb
URIs: http://security.example/debian-security
Suites: bookworm-security
Components: main

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: bookworm
Components: main
`;

const lines = `deb cdrom:[Debian 12]/ bookworm main
# deb http://commented.example/debian bookworm main
deb-src http://source.example/debian bookworm main
deb [arch=amd64 signed-by=/usr/share/keyrings/tool.gpg] https://tool.example/apt stable main
deb http://security.example/debian-security bookworm-security main
deb [signed-by=/usr/share/keyrings/archive.gpg] http://mirror.example/debian bookworm main contrib # the archive
`;

test("finds the distribution's own mirror and keyring in a .sources file", () => {
	expect(findArchive(parseAptSources('debian.sources', stanzas), 'bookworm')).toEqual({
		uri: 'http://mirror.example/debian',
		suites: ['bookworm', 'bookworm-updates'],
		components: ['main', 'contrib'],
		keyring: '/usr/share/keyrings/archive.gpg',
	});
});

test("finds the distribution's own mirror and keyring in one-line format, past discs, comments and other vendors", () => {
	expect(findArchive(parseAptSources('sources.list', lines), 'bookworm')).toEqual({
		uri: 'http://mirror.example/debian',
		suites: ['bookworm'],
		components: ['main', 'contrib'],
		keyring: '/usr/share/keyrings/archive.gpg',
	});
});

test('never takes an archive that is switched off or only has sources', () => {
	const uris = [...parseAptSources('a.sources', stanzas), ...parseAptSources('a.list', lines)].map(({ uri }) => uri);
	expect(uris).not.toContain('http://off.example/debian');
	expect(uris).not.toContain('http://source.example/debian');
	expect(uris).not.toContain('http://commented.example/debian');
});

test('takes no keyring that is written into the file itself, since apt needs a path for it', () => {
	const text =
		'Types: deb\nURIs: http://mirror.example\nSuites: sid\nComponents: main\nSigned-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n';
	expect(findArchive(parseAptSources('a.sources', text), 'sid')).toEqual({
		uri: 'http://mirror.example',
		suites: ['sid'],
		components: ['main'],
	});
});
