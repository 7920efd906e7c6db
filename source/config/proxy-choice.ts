import { parseDocument } from 'yaml';
import type { ProjectProxy } from '../model/project.ts';

/** The text of a `project.yml` that asks for this proxy, `undefined` for the server's; comments and order stay. The text must be valid YAML. */
export function withProxy(text: string, proxy: ProjectProxy | undefined): string {
	const document = parseDocument(text);
	if (proxy === undefined) document.delete('proxy');
	else if (!document.has('proxy')) document.set('proxy', proxy.driver);
	return document.toString({ lineWidth: 0, flowCollectionPadding: /[[{] /.test(text) });
}
