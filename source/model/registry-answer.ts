/** What a registry says of an image; `unknown` if it did not say anything, or nothing that tells. */
export type RegistryAnswer =
	| { readonly kind: 'there' }
	| { readonly kind: 'missing' }
	| { readonly kind: 'denied' | 'unknown'; readonly why: string };
