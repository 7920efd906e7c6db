import { type Certificate, type CertificateState, certificateState, covers } from '../../../source/model/certificate.ts';
import { formatAge, formatTime } from '../../../source/model/format.ts';
import { certificateOf, type ProjectSnapshot } from '../../../source/model/snapshot.ts';
import { describeCertificateFailure, judgeCertificate } from '../../../source/present/describe-certificate.ts';
import { keyOf } from '../../keymap.ts';
import { fill, type Line, span } from '../../line.ts';
import type { Tab } from '../tab.ts';
import { field, styledField, textRows } from '../text-rows.ts';

const origins: Readonly<Record<Certificate['source'], string>> = {
	ca: 'the CA, by Berth',
	files: 'files of yours, by `berth certificate install`',
	hand: 'somebody, who put it there by hand',
};

const signs = { good: '●', warn: '▲', bad: '✕' } as const;

/** The certificate of the project's site: whose it is, how long it is good for, and what becomes of it. */
export const certificateTab: Tab = {
	id: 'certificate',
	title: 'Certificate',
	content({ project, now }, width) {
		const certificate = certificateOf(project);
		return { rows: textRows(certificate === undefined ? withoutOne(project, now, width) : linesOf(certificate, project, now, width)) };
	},
};

function withoutOne({ project, name, certificateFailure }: ProjectSnapshot, now: number, width: number): readonly Line[] {
	const hint =
		project?.tls === 'off'
			? 'project.yml says `tls: off`.'
			: project?.tls === 'files'
				? `\`berth certificate install ${name} --certificate chain.pem --key key.pem\` takes your own.`
				: `${keyOf('certificate')} obtains one.`;
	return [
		...field('State', `○ no certificate: the site speaks HTTP only. ${hint}`, width, 'dim'),
		...failureLines(certificateFailure, now, width),
	];
}

function linesOf(certificate: Certificate, project: ProjectSnapshot, now: number, width: number): readonly Line[] {
	const { issuer, serial, notBefore, expiresAt, source, path, number } = certificate;
	const { level, words } = judgeCertificate(certificate, project, now);
	const state = field('State', `${signs[level]} ${words}`, width, level);
	if (certificate.unreadable) return [...state, ...field('Files', path, width)];
	return [
		...state,
		...nameLines(certificate, project),
		...field('Issuer', issuer, width),
		...field('Serial', serial, width),
		...field('Good for', `${formatTime(notBefore)} to ${formatTime(expiresAt)}`, width),
		...field('Renewed', renewalWords(certificate, certificateState(certificate, now), now), width),
		...field('Came from', origins[source], width),
		...field('Files', number === 0 ? path : `${path} (number ${number})`, width),
	];
}

function nameLines({ names }: Certificate, { project }: ProjectSnapshot): readonly Line[] {
	const all = [...names, ...(project?.domains ?? []).filter((domain) => !covers(names, domain))];
	return all.map((name, index) =>
		styledField(index === 0 ? 'Names' : '', [
			span(fill(name, 30)),
			covers(names, name) ? span('● in it', 'good') : span('▲ not in it', 'warn'),
		]),
	);
}

function renewalWords({ source, renewAt }: Certificate, state: CertificateState, now: number): string {
	if (source !== 'ca') return 'by you';
	if (state === 'fresh') return `from ${formatTime(renewAt)} on, in ${formatAge(renewAt - now)}; ${keyOf('certificate')} does it now`;
	return `due since ${formatTime(renewAt)}; ${keyOf('certificate')} does it now`;
}

function failureLines(failure: ProjectSnapshot['certificateFailure'], now: number, width: number): readonly Line[] {
	if (failure === undefined) return [];
	return field('Last try', `▲ ${describeCertificateFailure(failure)}, ${formatAge(now - failure.at)} ago`, width, 'warn');
}
