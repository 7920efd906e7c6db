import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { renderProxyCompose } from '../../../source/proxies/nginx/compose.ts';
import { layout } from '../../render/example-project.ts';

const { nginx } = parse(
	renderProxyCompose({ layout, image: 'nginx:1.29', container: 'nginx-proxy', httpPort: 80, httpsPort: 443 }),
).services;

test('runs nginx where 127.0.0.1 is the server itself', () => {
	expect(nginx).toMatchObject({ network_mode: 'host', container_name: 'nginx-proxy', labels: { 'berth.role': 'proxy' } });
	expect(nginx.command).toEqual(['nginx', '-c', '/opt/nginx/nginx.conf', '-g', 'daemon off;']);
});

test('shows nginx its own directory and no project, and lets it write logs only', () => {
	expect(nginx.volumes).toEqual(['/opt/nginx:/opt/nginx:ro', '/opt/nginx/logs:/opt/nginx/logs']);
});

test('lets requests end when the container is stopped', () => {
	expect(nginx).toMatchObject({ stop_signal: 'SIGQUIT', stop_grace_period: '30s' });
});

test('comes up with its engine, whatever signals it got before', () => {
	expect(nginx.restart).toBe('always');
});

test('takes from nginx what it needs not, and leaves room for old workers', () => {
	expect(nginx).toMatchObject({ cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], pids_limit: 8192 });
	expect(nginx.cap_add).toEqual(expect.arrayContaining(['KILL', 'NET_BIND_SERVICE', 'SETUID']));
});
