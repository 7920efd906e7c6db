import type { Plugin } from 'esbuild';

/** What the bundle changes in the libraries that it is made of. */
export const plugins: Plugin[];
