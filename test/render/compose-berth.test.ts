import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Project } from '../../source/model/project.ts';
import { type BerthCompose, renderBerthCompose } from '../../source/render/compose-berth.ts';
import { blockOf } from '../../source/server/port-blocks.ts';
import { exampleProject } from './example-project.ts';

const directory = '/opt/projects/web-shop';

function render(project: Project, options: Partial<BerthCompose> = {}): string {
	return renderBerthCompose({
		project,
		directory,
		version: '1.10',
		berth: 'green',
		replicas: 1,
		ports: blockOf(1, 'block'),
		network: 'web-shop_internal',
		...options,
	});
}

/** As compose 1.29 and PyYAML read it: YAML 1.1, merges resolved. */
function read(text: string) {
	return parse(text, { version: '1.1' });
}

test('is a file that a person can read and use', () => {
	expect(render(exampleProject())).toBe(`# web-shop 1.10 in the green berth. Berth writes this file anew with each deploy.
# By hand, as root in this directory: docker compose -p web-shop-green --env-file /opt/projects/web-shop/.env -f docker-compose.green.yml ps

x-app: &app
  image: web-shop-backend:1.10
  pull_policy: never
  env_file:
    - /opt/projects/web-shop/.env
  volumes:
    - /opt/projects/web-shop/logs/backend:/app/logs
  cap_drop: ["ALL"]
  cap_add: ["CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "NET_BIND_SERVICE", "SETGID", "SETUID"]
  security_opt: ["no-new-privileges:true"]
  pids_limit: 1024
  logging:
    driver: json-file
    options:
      max-size: "10m"
      max-file: "5"
      labels: "berth.project,berth.release,berth.berth,berth.replica"

x-replica: &replica
  <<: *app
  restart: unless-stopped
  stop_grace_period: 10s
  networks:
    project:
      aliases:
        - backend
        - backend-green

services:
  backend-1:
    <<: *replica
    container_name: web-shop-green-1
    ports:
      - 127.0.0.1:8117:3000
    labels:
      berth.project: "web-shop"
      berth.release: "1.10"
      berth.berth: "green"
      berth.replica: "1"
      berth.port: "8117"

networks:
  project:
    external: true
    name: web-shop_internal
`);
});

test('gives every replica its own name and its own port on 127.0.0.1', () => {
	const { services } = read(render(exampleProject(), { replicas: 16, berth: 'blue' }));
	expect(Object.keys(services)).toHaveLength(16);
	expect(services['backend-1']).toMatchObject({ container_name: 'web-shop-blue-1', ports: ['127.0.0.1:8101:3000'] });
	expect(services['backend-16']).toMatchObject({ container_name: 'web-shop-blue-16', ports: ['127.0.0.1:8116:3000'] });
});

test('changes nothing of the replicas that run when one is added', () => {
	const [two, three] = [2, 3].map((replicas) => read(render(exampleProject(), { replicas })).services);
	expect([three['backend-1'], three['backend-2']]).toEqual([two['backend-1'], two['backend-2']]);
});

test('runs migrations only by name, in the same image, without port or restart', () => {
	const { services } = read(render(exampleProject('migrate: {command: alembic upgrade head}', 'command: [serve]')));
	expect(services.migrate).toMatchObject({
		image: 'web-shop-backend:1.10',
		pull_policy: 'never',
		command: ['alembic', 'upgrade', 'head'],
		profiles: ['migrate'],
		restart: 'no',
		networks: ['project'],
		labels: { 'berth.project': 'web-shop', 'berth.role': 'migration' },
	});
	expect(services.migrate).not.toHaveProperty('ports');
	expect(services.migrate).not.toHaveProperty('container_name');
	expect(services['backend-1'].command).toEqual(['serve']);
});

test('builds the addresses of the services from .env and holds no secret', () => {
	const { environment } = read(render(exampleProject('services: {postgres: true, redis: true}')))['x-app'];
	expect(environment).toEqual({
		DATABASE_URL: `postgresql://\${POSTGRES_USER}:\${POSTGRES_PASSWORD}@postgres:5432/\${POSTGRES_DB}`,
		REDIS_URL: `redis://:\${REDIS_PASSWORD}@redis:6379/0`,
	});
});

test('lets the project or its .env have an address of its own', () => {
	const services = 'services: {postgres: true, redis: true}';
	const own = read(render(exampleProject(services, 'environment: {DATABASE_URL: "mine"}'), { envKeys: ['REDIS_URL'] }));
	expect(own['x-app'].environment).toEqual({ DATABASE_URL: 'mine' });
});

test('gives compose no number or truth where the app expects text', () => {
	const project = exampleProject('environment: {A: 1.10, NO: yes, C: 012, D: "1:30"}', 'command: [run, 8000, "on", "0o17"]');
	const { 'x-app': app, services } = read(render(project));
	expect(app.environment).toEqual({ A: '1.10', NO: 'yes', C: '012', D: '1:30' });
	expect(services['backend-1'].command).toEqual(['run', '8000', 'on', '0o17']);
});

test('leaves dollars of a command to the container', () => {
	const { services } = read(render(exampleProject('command: [sh, -c, "exec serve --workers $WORKERS"]')));
	expect(services['backend-1'].command[2]).toBe('exec serve --workers $$WORKERS');
});

test('limits memory and cores in words that both composes obey', () => {
	const { services } = read(render(exampleProject('limits: {memory: 1.5g, reserve: 256m, cpus: 0.5}', 'grace: 1500ms')));
	expect(services['backend-1']).toMatchObject({ mem_limit: '1536m', mem_reservation: '256m', cpus: 0.5, stop_grace_period: '1500ms' });
});

test('mounts the app’s logs unless the project mounts something there', () => {
	const volumes = (line: string) => read(render(exampleProject(line)))['x-app'].volumes;
	expect(volumes('volumes: ["volumes/models:/app/models:ro"]')).toEqual([
		`${directory}/volumes/models:/app/models:ro`,
		`${directory}/logs/backend:/app/logs`,
	]);
	expect(volumes('volumes: ["volumes/logs:/app/logs/"]')).toEqual([`${directory}/volumes/logs:/app/logs`]);
});

test('takes all rights from an app but those that nearly every image needs', () => {
	expect(read(render(exampleProject('migrate: {command: up}')))['x-app']).toMatchObject({
		cap_drop: ['ALL'],
		cap_add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'KILL', 'NET_BIND_SERVICE', 'SETGID', 'SETUID'],
		security_opt: ['no-new-privileges:true'],
		pids_limit: 1024,
	});
});

test('confines an app more, or less, where the project says so', () => {
	const strict = read(render(exampleProject('security: {user: "1000:1000", readOnly: true}', 'limits: {pids: 64}')))['x-app'];
	expect(strict).toMatchObject({ user: '1000:1000', read_only: true, tmpfs: ['/tmp'], pids_limit: 64 });
	const loose = read(render(exampleProject('security: {capabilities: [cap_net_raw, CHOWN], privileges: true}')))['x-app'];
	expect(loose.cap_add).toEqual(['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'KILL', 'NET_BIND_SERVICE', 'NET_RAW', 'SETGID', 'SETUID']);
	expect(loose).not.toHaveProperty('security_opt');
	expect(read(render(exampleProject('security: {user: 1000}')))['x-app'].user).toBe('1000');
});
