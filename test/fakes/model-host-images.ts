import type { ImageInfo } from '../../source/host/host.ts';
import { Failure } from '../../source/model/failure.ts';
import type { RegistryAnswer } from '../../source/model/registry-answer.ts';

interface ModelImage {
	readonly id: string;
	tags: string[];
	digests: string[];
	readonly createdAt: number;
	/** Who runs in it; absent: root. */
	readonly user?: string;
}

/** Images of the model's engine, and the registry that it pulls from. */
export class ModelImages {
	readonly all: ModelImage[];
	/** References that can be pulled. */
	readonly registry: Set<string>;
	answer: RegistryAnswer | undefined;
	/** Who runs in what is built from now on; empty: root. */
	user = '';
	#built: number;

	constructor(saved: { readonly all: readonly ModelImage[]; readonly registry: readonly string[]; readonly built: number } = nothing) {
		this.all = structuredClone([...saved.all]);
		this.registry = new Set(saved.registry);
		this.#built = saved.built;
	}

	save() {
		return structuredClone({ all: this.all, registry: [...this.registry], built: this.#built });
	}

	find(reference: string): ModelImage | undefined {
		return this.all.find(({ id, tags }) => id === reference || tags.includes(reference));
	}

	/** Makes a new image and gives it the tag. */
	build(tag: string, now: number): void {
		this.#built += 1;
		this.all.push({ id: `sha256:${this.#built}`, tags: [], digests: [], createdAt: now, user: this.user });
		this.tag(`sha256:${this.#built}`, tag);
	}

	/** What the registry says of an image; `answer` is what it says whatever it has. */
	ask(reference: string): RegistryAnswer {
		return this.answer ?? { kind: this.registry.has(reference) ? 'there' : 'missing' };
	}

	pull(reference: string, now: number): void {
		if (!this.registry.has(reference)) throw refused(`pull ${reference}`, `manifest for ${reference} not found`);
		if (this.find(reference) !== undefined) return;
		this.build(reference, now);
		this.find(reference)?.digests.push(`${reference.replace(/:[^:/]*$/, '')}@sha256:d${this.#built}`);
	}

	tag(id: string, tag: string): void {
		const image = this.find(id);
		if (image === undefined) throw refused(`tag image ${id} as ${tag}`, 'no such image');
		for (const other of this.all) other.tags = other.tags.filter((one) => one !== tag);
		image.tags.push(tag);
	}

	/** Takes a tag away, and the image with its last one unless a container was made from it. */
	remove(reference: string, isUsed: (id: string) => boolean): void {
		const image = this.find(reference);
		if (image === undefined) return;
		const left = image.tags.filter((tag) => tag !== reference && image.id !== reference);
		if (left.length === 0 && isUsed(image.id)) throw refused(`remove image ${reference}`, 'a container is using it');
		const repository = reference.replace(/:[^:/]*$/, '');
		image.tags = left;
		image.digests = image.digests.filter((digest) => !digest.startsWith(`${repository}@`));
		if (left.length === 0) this.all.splice(this.all.indexOf(image), 1);
	}
}

const nothing = { all: [], registry: [], built: 0 };

/** As the engine describes an image. */
export function infoOf({ id, tags, digests, createdAt, user = '' }: ModelImage): ImageInfo {
	return { id, tags: [...tags], digests: [...digests], size: 1000, createdAt, user };
}

/** The engine's refusal, in the words of the real adapter. */
export function refused(deed: string, why: string): Failure {
	return new Failure({ kind: 'external', what: `Docker refused to ${deed}`, why });
}
