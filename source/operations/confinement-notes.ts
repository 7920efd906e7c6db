import type { ReadyProject } from './checks.ts';

/** What the reader of a plan should know of the rights of the replicas that it starts. */
export function confinementNotes(target: ReadyProject): readonly string[] {
	const { capabilities, privileges } = target.project.security;
	const more = [...capabilities, ...(privileges ? ['leave to gain privileges'] : [])];
	return [
		...(isFirstConfined(target)
			? [
					'New replicas run confined, unlike those of now: few capabilities, no new privileges. If the app needs more, `security` in project.yml gives it',
				]
			: []),
		...(more.length > 0 ? [`More rights than usual, by \`security\` in project.yml: ${more.join(', ')}`] : []),
	];
}

/** True if what serves now was started by a Berth that took no rights away. */
function isFirstConfined({ name, site, composeFiles }: ReadyProject): boolean {
	if (site === undefined) return false;
	const heading = `# ${name} ${site.release} in the ${site.berth} berth.`;
	return Object.values(composeFiles).some((text) => text.startsWith(heading) && !text.includes('cap_drop:'));
}
