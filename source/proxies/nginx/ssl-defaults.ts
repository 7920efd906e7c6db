const ciphers = [
	'ECDHE-ECDSA-AES128-GCM-SHA256',
	'ECDHE-RSA-AES128-GCM-SHA256',
	'ECDHE-ECDSA-AES256-GCM-SHA384',
	'ECDHE-RSA-AES256-GCM-SHA384',
	'ECDHE-ECDSA-CHACHA20-POLY1305',
	'ECDHE-RSA-CHACHA20-POLY1305',
];

/**
 * `conf.d/ssl-defaults.conf`. It is read twice, once for all servers by the glob over `conf.d` and once by each site with TLS,
 * so it may hold only what is allowed in both places.
 */
export function renderSslDefaults(): string {
	const lines = [
		"# TLS settings of every site. No OCSP stapling: Let's Encrypt answers no OCSP any more.",
		'ssl_protocols TLSv1.2 TLSv1.3;',
		`ssl_ciphers ${ciphers.join(':')};`,
		'ssl_prefer_server_ciphers on;',
		'ssl_session_timeout 1d;',
		'ssl_session_cache shared:berth:50m;',
		'ssl_session_tickets off;',
	];
	return `${lines.join('\n')}\n`;
}
