export { sayCondition, sayTemplate } from './expressions.ts';
export { sayWait } from './pauses.ts';
export { sayApprovers } from './people.ts';
export { plural, sayLength, sayList } from './words.ts';
