export type { Bound, BoundAmount, BoundUnit, Reason } from './bound.ts';
export { sayAmount, sayBound } from './say-bound.ts';
export { type BoundOptions, worstCase } from './worst-case.ts';
