import { expectTypeOf, test } from 'vitest';
import type { EnvAddition } from '../../source/config/env-file.ts';
import type { BerthName } from '../../source/model/berth.ts';
import type { MountedVolume } from '../../source/model/denied-volume.ts';
import type { OwnedDirectory, OwnedLink } from '../../source/model/lost.ts';
import type { PortBlock } from '../../source/model/ports.ts';
import type { SiteAtRisk } from '../../source/model/site-at-risk.ts';
import type { ReleaseRecord } from '../../source/server/release-record.ts';
import type * as shapes from '../../source/steps/shapes.ts';
import type { DataOf } from '../../source/steps/step.ts';

test('what plans take from the model is stored as the model has it, to the last optional field', () => {
	// Seen by the compiler: one that differs does not pass the check.
	expectTypeOf<DataOf<typeof shapes.berthName>>().toEqualTypeOf<BerthName>();
	expectTypeOf<DataOf<typeof shapes.mountedVolume>>().toEqualTypeOf<MountedVolume>();
	expectTypeOf<DataOf<typeof shapes.ownedDirectory>>().toEqualTypeOf<OwnedDirectory>();
	expectTypeOf<DataOf<typeof shapes.ownedLink>>().toEqualTypeOf<OwnedLink>();
	expectTypeOf<DataOf<typeof shapes.portBlock>>().toEqualTypeOf<PortBlock>();
	expectTypeOf<DataOf<typeof shapes.releaseRecord>>().toEqualTypeOf<ReleaseRecord>();
	expectTypeOf<DataOf<typeof shapes.siteAtRisk>>().toEqualTypeOf<SiteAtRisk>();
	expectTypeOf<DataOf<typeof shapes.envAddition>>().toEqualTypeOf<EnvAddition>();
});
