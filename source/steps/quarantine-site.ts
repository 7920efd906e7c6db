import { Failure } from '../model/failure.ts';
import type { QuarantineSite } from './data.ts';
import type { StepDefinition } from './step.ts';

export const quarantineSite: StepDefinition<QuarantineSite> = {
	async perform(data, { host, report }) {
		const accepted = await host.files.readText(data.accepted);
		if (accepted === undefined) {
			throw new Failure({
				kind: 'refused',
				what: `${data.path} is broken and there is no copy of it that nginx accepted`,
				why: data.reason,
				next: 'Correct the file and try again',
			});
		}
		const broken = await host.files.readText(data.path);
		if (broken === accepted) return undefined;
		if (broken !== undefined) await host.files.writeText(data.aside, broken);
		await host.files.writeText(data.path, accepted);
		report(`${data.path} was set aside as ${data.aside}`);
		return undefined;
	},
	undo: { policy: 'nothing', why: 'the copy in its place is what nginx serves anyway; the broken file is kept beside it' },
	onFailure: 'undo',
	commits: false,
};
