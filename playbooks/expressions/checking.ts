// What only the compiler needs: kept apart from `index.ts`, so that the workflow bundle does not carry the checker.
export { type CheckResult, checkExpression, type TypeScope } from './check.ts';
export { parseDuration } from './durations.ts';
export type { ExpressionFault } from './fault.ts';
export { type Node, pathOf } from './node.ts';
export { parseExpression } from './parse.ts';
export { partsOf } from './parts.ts';
export { parseTimestamp } from './timestamps.ts';
export {
  certain,
  either,
  isNumber,
  kindName,
  mapType,
  maybe,
  nameOf,
  plain,
  textType,
  type ValueType,
} from './value-type.ts';
