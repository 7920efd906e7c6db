import type { CertificateSettings } from '../model/certificate.ts';
import { Failure, type FailureFacts } from '../model/failure.ts';
import type { Project } from '../model/project.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { layoutOf } from '../server/layout.ts';

/** Whose certificate it is. */
interface Owner {
	readonly name: string;
	readonly directory: string;
	readonly project: Project;
	/** It has a proxy of its own, and the server's is not in front. */
	readonly isApart?: true;
}

/** How certificates are obtained for this project; refuses where they are not. */
export function requireAuthority(snapshot: Snapshot, owner: Owner): CertificateSettings {
	const obstacle = projectObstacle(owner);
	if (obstacle !== undefined) throw new Failure(obstacle);
	return requireSettings(snapshot);
}

/** How certificates are obtained on this server; refuses where none are. */
export function requireSettings(snapshot: Snapshot): CertificateSettings {
	if (snapshot.certificates === undefined) throw new Failure(serverObstacle(snapshot));
	return snapshot.certificates;
}

/** Why none is obtained for this project, by its own file or that of the server, and what to do about it; `undefined` if one is. */
export function authorityObstacle(snapshot: Snapshot, owner: Owner): FailureFacts | undefined {
	return projectObstacle(owner) ?? (snapshot.certificates === undefined ? serverObstacle(snapshot) : undefined);
}

function projectObstacle({ name, directory, project: { tls }, isApart }: Owner): FailureFacts | undefined {
	if (isApart === true) {
		return {
			kind: 'refused',
			what: `No certificate is obtained for ${name}`,
			why: 'it has an nginx of its own, which speaks HTTP: TLS ends at whatever stands in front',
			next: `Obtain one there; or \`berth proxy use server ${name}\` has the server's nginx serve it`,
		};
	}
	if (tls === 'auto') return undefined;
	return {
		kind: 'refused',
		what: `No certificate is obtained for ${name}`,
		why: `${directory}/project.yml says \`tls: ${tls}\``,
		next:
			tls === 'files'
				? `\`berth certificate install ${name}\` takes your own files, or take the line out`
				: 'Take the line out and try again',
	};
}

function serverObstacle({ root }: Snapshot): FailureFacts {
	return {
		kind: 'refused',
		what: 'No certificates are set up on this server',
		why: `${layoutOf(root).serverFile} says nothing of certificates`,
		next: 'Write `certificates: {email: ops@example.com}` there; with it you agree to the terms of the CA (Let’s Encrypt unless you name another)',
	};
}
