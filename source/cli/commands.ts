import { addCertificate } from './certificates/certificate.ts';
import { addDeploy } from './changes/deploy.ts';
import { addNew } from './changes/new.ts';
import { addRemove } from './changes/remove.ts';
import { addRestart } from './changes/restart.ts';
import { addRollback } from './changes/rollback.ts';
import { addScale } from './changes/scale.ts';
import { addStart } from './changes/start.ts';
import { addStop } from './changes/stop.ts';
import { addUnpause } from './changes/unpause.ts';
import type { AddCommand } from './command.ts';
import { addComplete } from './completion/complete.ts';
import { addCompletion } from './completion/completion.ts';
import { addEvents } from './live/events.ts';
import { addTop } from './live/top.ts';
import { addTraffic } from './live/traffic.ts';
import { addLogs } from './logs/logs.ts';
import { addAttach } from './operations/attach.ts';
import { addCancel } from './operations/cancel.ts';
import { addHistory } from './operations/history.ts';
import { addResume } from './operations/resume.ts';
import { addShow } from './operations/show.ts';
import { addConfig } from './preferences/config.ts';
import { addKeys } from './preferences/keys.ts';
import { addHealth } from './questions/health.ts';
import { addPorts } from './questions/ports.ts';
import { addProxy } from './questions/proxy.ts';
import { addReleases } from './questions/releases.ts';
import { addSecrets } from './questions/secrets.ts';
import { addShell } from './questions/shell.ts';
import { addStatus } from './questions/status.ts';

/** Every command, in the order of the help. */
export const commands: readonly AddCommand[] = [
	addStatus,
	addHealth,
	addPorts,
	addReleases,
	addTop,
	addTraffic,
	addEvents,
	addLogs,
	addNew,
	addDeploy,
	addScale,
	addRollback,
	addRestart,
	addStop,
	addStart,
	addUnpause,
	addRemove,
	addSecrets,
	addCertificate,
	addProxy,
	addHistory,
	addShow,
	addAttach,
	addCancel,
	addResume,
	addShell,
	addKeys,
	addConfig,
	addCompletion,
	addComplete,
];
