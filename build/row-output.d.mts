import Output from '../node_modules/ink/build/output.js';

/** What Ink writes a frame into, row by row. */
export default class RowOutput extends Output {}
