/** One thing there is to say about an answer. `bad` would be refused by the plan, or by the first deploy; `waiting` is being asked. */
export interface Finding {
	readonly tone: 'good' | 'warn' | 'bad' | 'waiting';
	readonly text: string;
}
