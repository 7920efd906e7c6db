import { type Certificate, type CertificateFailure, certificateState, covers } from '../../source/model/certificate.ts';
import type { FailureFacts } from '../../source/model/failure.ts';
import { formatAge, formatLeft, formatList, formatTime } from '../../source/model/format.ts';
import { atFront, certificateOf, type ProjectSnapshot, type Snapshot } from '../../source/model/snapshot.ts';
import { timerChanges } from '../../source/operations/certificate-timer.ts';
import { judgeCertificate } from '../../source/present/describe-certificate.ts';
import { keyOf } from '../keymap.ts';
import { type Line, type Span, span } from '../line.ts';
import { certificateIntent, certificateObstacle } from '../plan/certificate-intent.ts';
import { field } from './text-rows.ts';

const signs = { good: '●', warn: '▲', bad: '✕' } as const;

const origins: Readonly<Record<Certificate['source'], string>> = {
	ca: '',
	files: ', your own files',
	hand: ', put there by hand',
};

/** How visitors of one host name are served, in at most 34 cells: as many as 80 columns leave beside the name. */
export function httpsWords(known: ProjectSnapshot, domain: string, now: number): Span {
	const project = atFront(known);
	const certificate = certificateOf(project);
	const { site } = project;
	if (certificate === undefined) return absenceWords(project).atDomain;
	if (site !== undefined && !site.tls) return span('▲ http only until its next change', 'warn');
	if (certificate.unreadable) return span('▲ https, with what cannot be read', 'warn');
	if (!covers(certificate.names, domain)) return span('▲ https, certificate not for it', 'warn');
	if (certificateState(certificate, now) === 'over') return span('✕ https, certificate has ended', 'bad');
	return span(`● https, ${formatLeft(certificate.expiresAt - now)} left`, 'good');
}

/** The certificate of a project's site: how long it is good for, whose it is, and what becomes of it; where there is none, why, and the way to one. */
export function certificateLines(snapshot: Snapshot, known: ProjectSnapshot, now: number, width: number): readonly Line[] {
	const project = atFront(known);
	const certificate = certificateOf(project);
	const obstacle = certificateObstacle(snapshot, project);
	return [
		...(certificate === undefined ? wayLines(project, obstacle, width) : factLines(certificate, project, now, width)),
		...(certificate === undefined ? [] : field('Next renewal', renewalWords(certificate, project, obstacle, now), width)),
		...field('What to do', obstacle && wayOut(snapshot, project, obstacle), width),
		...(obstacle === undefined ? timerLines(snapshot, width) : []),
		...failureLines(project.certificateFailure, now, width),
		...field('Files', certificate && `${certificate.path}${origins[certificate.source]}`, width),
	];
}

/** Settings of the server are read when the console is opened. */
function wayOut({ certificates }: Snapshot, { project, isApart }: ProjectSnapshot, { next = '' }: FailureFacts): string {
	const isServers = certificates === undefined && isApart !== true && project?.tls === 'auto';
	return isServers ? `${next}; then open the console anew` : next;
}

function wayLines(project: ProjectSnapshot, obstacle: FailureFacts | undefined, width: number): readonly Line[] {
	const { text, style } = absenceWords(project).state;
	const state = field('State', text, width, style);
	const domains = project.project?.domains;
	if (obstacle !== undefined || domains === undefined) return [...state, ...field('Why', obstacle?.why, width)];
	const way = `${keyOf('certificate')} obtains one for ${formatList(domains)}; before the CA is asked, Berth tries what it will ask`;
	return [...state, ...field('What to do', way, width)];
}

/** How a site is that has none, or none from its next change on. */
function absenceWords({ site, certificate }: ProjectSnapshot): { readonly atDomain: Span; readonly state: Span } {
	if (!site?.tls) return { atDomain: span('○ http only, no certificate', 'dim'), state: span('○ none: its site is http only', 'dim') };
	if (certificate !== undefined)
		return {
			atDomain: span('▲ https until its next change', 'warn'),
			state: span('▲ none from the next change of the site on', 'warn'),
		};
	return {
		atDomain: span('✕ https, its certificate is gone', 'bad'),
		state: span('✕ its files are gone: nginx goes on with what it has loaded, and loads nothing else', 'bad'),
	};
}

function factLines(certificate: Certificate, { certificateFailure: _, ...project }: ProjectSnapshot, now: number, width: number) {
	const { names, issuer, serial, notBefore, expiresAt, unreadable } = certificate;
	const { level, words } = judgeCertificate(certificate, project, now);
	const state = field('State', `${signs[level]} ${words}`, width, level);
	if (unreadable) return state;
	return [
		...state,
		...field('Names', names.join(', '), width),
		...field('Issuer', `${issuer}, serial ${serial}`, width),
		...field('Good for', `${formatTime(notBefore)} to ${formatTime(expiresAt)}`, width),
	];
}

function renewalWords(certificate: Certificate, project: ProjectSnapshot, obstacle: FailureFacts | undefined, now: number): string {
	const { source, renewAt, unreadable } = certificate;
	const key = keyOf('certificate');
	if (obstacle !== undefined) return `by you: ${obstacle.why}`;
	if (source !== 'ca') return `by you; ${key} obtains one that is renewed for you`;
	if (unreadable) return `none; ${key} obtains another one`;
	const due = now < renewAt ? `in ${formatLeft(renewAt - now)}, from ${formatTime(renewAt)} on` : `due since ${formatTime(renewAt)}`;
	const isRenewal = certificateIntent(project).kind === 'renew-certificate';
	return `${due}; ${key} ${isRenewal ? 'renews it now' : 'obtains one for all domains now'}`;
}

/** What renews certificates of this server by itself. */
function timerLines(snapshot: Snapshot, width: number): readonly Line[] {
	const { renewal } = snapshot;
	if (renewal === undefined)
		return field('Timer', '▲ neither systemd nor cron is here: let something run `berth certificate renew` twice a day', width, 'warn');
	if (timerChanges(snapshot).length > 0)
		return field('Timer', '▲ nothing renews by itself as it should; `berth certificate timer` sees to it', width, 'warn');
	return field('Timer', `● ${renewal.kind} runs \`berth certificate renew\` twice a day`, width);
}

function failureLines(failure: CertificateFailure | undefined, now: number, width: number): readonly Line[] {
	if (failure === undefined) return [];
	const { at, what, why } = failure;
	return field('Last try', `▲ failed ${formatAge(now - at)} ago: ${what}${why === undefined ? '' : ` (${why})`}`, width, 'warn');
}
