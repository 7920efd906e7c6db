import { chownSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createReadings } from '../../source/host/readings.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const never = async () => {
	throw new Error('it is read again');
};

test('the next process knows what an unchanged file means, and reads one that changed', async () => {
	const path = join(temporaryDirectory(), 'cache', 'readings.json');
	const first = createReadings(path, 'build');
	expect(await first.meaning('/a', 'a: 1', async () => ({ a: 1 }))).toEqual({ a: 1 });
	expect(await first.meaning('/a', 'a: 1', never)).toEqual({ a: 1 });
	await first.keep();
	expect(statSync(path).mode & 0o777).toBe(0o600);

	const second = createReadings(path, 'build');
	expect(await second.meaning('/a', 'a: 1', never)).toEqual({ a: 1 });
	await expect(second.meaning('/b', 'a: 1', never)).rejects.toThrow('it is read again');
	expect(await second.meaning('/a', 'a: 2', async () => ({ a: 2 }))).toEqual({ a: 2 });
	expect(await second.meaning('/b', 'b', async () => 'b')).toBe('b');
	await second.keep();

	const third = createReadings(path, 'build');
	expect(await third.meaning('/a', 'a: 2', never)).toEqual({ a: 2 });
	expect(await third.meaning('/b', 'b', never)).toBe('b');
});

test('what could not be read is read again', async () => {
	const path = join(temporaryDirectory(), 'readings.json');
	const readings = createReadings(path, 'build');
	await expect(readings.meaning('/a', 'x', never)).rejects.toThrow('it is read again');
	expect(await readings.meaning('/a', 'x', async () => 1)).toBe(1);
});

test('no file is another thing than an empty one', async () => {
	const path = join(temporaryDirectory(), 'readings.json');
	const first = createReadings(path, 'build');
	expect(await first.meaning('/a', undefined, async () => 'none')).toBe('none');
	await expect(first.meaning('/a', '', never)).rejects.toThrow('it is read again');
	await first.keep();
	const second = createReadings(path, 'build');
	expect(await second.meaning('/a', undefined, never)).toBe('none');
	await expect(second.meaning('/a', '', never)).rejects.toThrow('it is read again');
});

test.runIf(process.getuid?.() === 0)('what another user has put there is not believed', async () => {
	const path = join(temporaryDirectory(), 'readings.json');
	const first = createReadings(path, 'build');
	await first.meaning('/a', 'x', async () => 1);
	await first.keep();
	chownSync(path, 1234, 1234);
	expect(await createReadings(path, 'build').meaning('/a', 'x', async () => 2)).toBe(2);
});

test('another build of Berth, or a broken file, knows nothing', async () => {
	const path = join(temporaryDirectory(), 'readings.json');
	const readings = createReadings(path, 'one');
	await readings.meaning('/a', 'x', async () => 1);
	await readings.keep();
	expect(await createReadings(path, 'two').meaning('/a', 'x', async () => 2)).toBe(2);
	writeFileSync(path, readFileSync(path, 'utf8').slice(0, 20));
	expect(await createReadings(path, 'one').meaning('/a', 'x', async () => 3)).toBe(3);
});

test('where nothing can be written, it works without', async () => {
	const file = join(temporaryDirectory(), 'file');
	writeFileSync(file, '');
	const readings = createReadings(join(file, 'readings.json'), 'build');
	expect(await readings.meaning('/a', 'x', async () => 1)).toBe(1);
	await readings.keep();
	expect(await readings.meaning('/a', 'x', never)).toBe(1);
});

test('files that are gone are forgotten when there are very many', async () => {
	const path = join(temporaryDirectory(), 'readings.json');
	const first = createReadings(path, 'build');
	for (let index = 0; index < 500; index += 1) await first.meaning(`/old-${index}`, 'x', async () => index);
	await first.keep();
	const second = createReadings(path, 'build');
	expect(await second.meaning('/old-7', 'x', never)).toBe(7);
	await second.meaning('/new', 'x', async () => 'new');
	await second.keep();
	const third = createReadings(path, 'build');
	expect(await third.meaning('/old-7', 'x', never)).toBe(7);
	await expect(third.meaning('/old-8', 'x', never)).rejects.toThrow('it is read again');
});
