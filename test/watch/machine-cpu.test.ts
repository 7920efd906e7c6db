import { expect, test } from 'vitest';
import { createCpuMeter } from '../../source/watch/machine-cpu.ts';
import { FakeFiles } from '../fakes/fake-files.ts';

const stat = (counters: string) => ({ '/proc/stat': `cpu  ${counters}\ncpu0 1 2 3 4 5 6 7 8 9 10\nintr 5\n` });

test('counts what all programs of the machine use, and neither idle nor waiting for disks', () => {
	const files = new FakeFiles();
	const meter = createCpuMeter({ files });
	files.put(stat('100 0 100 800 0 0 0 0 0 0'));
	expect(meter.read()).toBeUndefined();
	files.put(stat('130 0 110 850 10 0 0 0 30 0'));
	expect(meter.read()).toBe(40);
	files.put(stat('130 0 110 950 10 0 0 0 30 0'));
	expect(meter.read()).toBe(0);
});

test('says nothing where the kernel does not', () => {
	const files = new FakeFiles();
	const meter = createCpuMeter({ files });
	expect([meter.read(), meter.read()]).toEqual([undefined, undefined]);
	files.put({ '/proc/stat': 'hidden\n' });
	expect([meter.read(), meter.read()]).toEqual([undefined, undefined]);
});
