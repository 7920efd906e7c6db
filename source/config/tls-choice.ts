import { parseDocument } from 'yaml';

/** The text of a `project.yml` that says `tls: off`; comments and order stay. The text must be valid YAML. */
export function withoutTls(text: string): string {
	const document = parseDocument(text);
	if (document.get('tls') === 'off') return text;
	document.set('tls', 'off');
	return document.toString({ lineWidth: 0, flowCollectionPadding: /[[{] /.test(text) });
}
