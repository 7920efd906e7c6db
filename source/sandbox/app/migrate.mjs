import { connect } from 'node:net';

const databaseTimeout = 5000;

/** Pretends to migrate the database of `DATABASE_URL`; gives the exit code. `MIGRATE_FAULT`: `fail` or `hang`. */
export async function migrate(version) {
	console.log(`migrating to ${version}`);
	if (process.env.MIGRATE_FAULT === 'hang') await new Promise(() => setInterval(() => undefined, 60_000));
	const trouble = await reachDatabase(process.env.DATABASE_URL);
	if (trouble !== undefined) {
		console.error(`migration failed: ${trouble}`);
		return 1;
	}
	console.log('1/2 create table visits');
	if (process.env.MIGRATE_FAULT === 'fail') {
		console.error('migration failed: column "visitor" already exists');
		return 1;
	}
	console.log('2/2 add index visits_at');
	console.log('migrated');
	return 0;
}

/** `undefined` if something listens there (or no database is set), else why not. */
function reachDatabase(address) {
	if (!address) return Promise.resolve(undefined);
	const { hostname, port } = new URL(address);
	return new Promise((resolve) => {
		const socket = connect({ host: hostname, port: Number(port || 5432), timeout: databaseTimeout });
		const finish = (trouble) => {
			socket.destroy();
			resolve(trouble);
		};
		socket.on('connect', () => finish(undefined));
		socket.on('timeout', () => finish(`${hostname} did not answer for ${databaseTimeout} ms`));
		socket.on('error', (error) => finish(`cannot reach ${hostname}: ${error.code}`));
	});
}
