import { parseDocument } from 'yaml';

/** The text of a `project.yml` with another number of replicas; comments and order stay. The text must be valid YAML. */
export function withReplicas(text: string, replicas: number): string {
	const document = parseDocument(text);
	if (document.get('replicas') === replicas) return text;
	document.set('replicas', replicas);
	return document.toString({ lineWidth: 0, flowCollectionPadding: /[[{] /.test(text) });
}
