import { expect, test } from 'vitest';
import { addLastOfHttp, httpStatements, isIncluded, withoutInclude } from '../../../source/proxies/nginx/main-text.ts';

const path = '/opt/nginx/berth.conf';
const line = `include ${path};`;

const debian = `user www-data;
events {
	worker_connections 768;
}

http {
	# } is no end in a comment
	log_format main '$remote_addr {"a"} # no comment';
	map $http_upgrade $connection_upgrade { default upgrade; '' close; }
	server { listen 80; location / { return 200 "}"; } }
	include /etc/nginx/sites-enabled/*;
}

#http {
#}
`;

test('the line stands last in the block of all sites, and nothing else changes', () => {
	const added = addLastOfHttp(debian, line);
	expect(added).toBe(debian.replace('sites-enabled/*;\n}', `sites-enabled/*;\n\n\t${line}\n}`));
	expect(isIncluded(added ?? '', path)).toBe(true);
});

test('what was added is taken away again, to the byte', () => {
	expect(withoutInclude(addLastOfHttp(debian, `${line} # the sites of Berth`) ?? '', path)).toBe(debian);
	expect(withoutInclude(debian, path)).toBe(debian);
});

test('a line in a comment, or of another file, does not count', () => {
	expect(isIncluded(`http {\n\t# include ${path};\n\tinclude /opt/nginx/other.conf;\n}`, path)).toBe(false);
	expect(isIncluded(`http { include "${path}"; }`, path)).toBe(true);
});

test('braces in quotes and variables are none', () => {
	const odd = 'http {\n\tset $a "{";\n\tproxy_pass http://${b}c\\{;\n}\n';
	expect(addLastOfHttp(odd, line)).toBe(odd.replace('\n}\n', `\n\n\t${line}\n}\n`));
});

test.each(['events { }', 'http { server { }', '', '} http {', 'stream { http { } }'])('%j has no whole block to add it to', (text) => {
	expect(addLastOfHttp(text, line)).toBeUndefined();
});

test('what is said for all sites at once is told from what is said in one, or in a comment', () => {
	const said =
		'deny  all;\nhttp {\n\tauth_basic "a; b";\n\t# deny all;\n\tserver { deny 10.0.0.1; location / { allow all; } }\n\tdeny\n192.0.2.1;\n}\n';
	expect(httpStatements(said)).toEqual(['auth_basic "a; b"', 'deny 192.0.2.1']);
});
