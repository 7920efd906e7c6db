import { createHash } from 'node:crypto';
import type { ChallengeSiteOptions, RenderedSite } from '../proxy.ts';
import { listenHttp } from './listen.ts';
import { siteDefaultsPath } from './own-paths.ts';
import { challengeLocation } from './shared.ts';
import { block, word } from './text.ts';

/** Stands where the generation will be, while that is computed. */
const placeholder = '@generation@';

/** A site that answers challenges of a CA and nothing else, for host names that no site of Berth's answers for yet. */
export function renderChallengeSite(options: ChallengeSiteOptions): RenderedSite {
	const { project, domains, driver, layout } = options;
	const lines = [
		`# For ${project}, while a CA asks whether these host names lead here. Berth takes this file away once it knows.`,
		...block('server', [
			...listenHttp(options),
			`server_name ${domains.join(' ')};`,
			'',
			...(driver === 'host' ? [`include ${word(siteDefaultsPath(layout))};`] : []),
			'access_log off;',
			...challengeLocation(layout),
			...block('location = /.berth', [
				'default_type text/plain;',
				'if ($berth_local = 0) { return 404; }',
				`return 200 "${project} challenge ${placeholder}\\n";`,
			]),
			...block('location /', ['return 404;']),
		]),
	];
	const draft = `${lines.join('\n')}\n`;
	const generation = createHash('sha256').update(draft).digest('hex').slice(0, 12);
	return { text: draft.replaceAll(placeholder, generation), generation };
}
