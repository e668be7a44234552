import { type Node, parseExpression, partsOf } from '../expressions/checking.ts';
import type { Report } from './report.ts';
import type { Place, SourceNode } from './source-node.ts';

/** Points out a percentage that looks like a ratio: 0.25 means a quarter of one percent. */
export function warnRatio(node: SourceNode | undefined, report: Report): void {
  if (node?.kind === 'scalar' && typeof node.value === 'number') add(node.value, node.raw, node.place, report);
}

/** The same for a name that ends in `_pct` and is compared with a number in an expression. `placeOf` finds a part of it in the file. */
export function warnRatios(source: string, placeOf: (part: Place) => Place, report: Report): void {
  if (!source.includes('_pct')) return;
  const look = (node: Node): void => {
    if (node.kind === 'binary' && ['<', '<=', '>', '>=', '==', '!='].includes(node.operator)) {
      for (const [side, other] of [
        [node.left, node.right],
        [node.right, node.left],
      ] as const) {
        const value = numberOf(other);
        if (isPercentage(side) && value !== null)
          add(value, source.slice(other.start, other.end), placeOf(other), report);
      }
    }
    for (const part of partsOf(node)) look(part);
  };
  const parsed = readable(source);
  if (parsed !== null) look(parsed);
}

/** Null for what does not parse: a name that may not be said, an unknown function. That is reported elsewhere. */
function readable(source: string): Node | null {
  try {
    return parseExpression(source);
  } catch {
    return null;
  }
}

function add(value: number, raw: string, place: Place, report: Report): void {
  if (Math.abs(value) >= 1 || value === 0) return;
  report.add({
    code: 'PLAYBOOK_GUARDRAIL_UNIT',
    severity: 'warning',
    place,
    message: `${raw} means ${raw} %, which is less than one percent.`,
    expected: 'a percentage such as 25 for 25 %',
    suggestion: String(Number((value * 100).toPrecision(6))),
  });
}

function isPercentage(node: Node): boolean {
  const name = node.kind === 'name' ? node.name : node.kind === 'member' ? node.key : '';
  return name.endsWith('_pct');
}

function numberOf(node: Node): number | null {
  if (node.kind === 'value') return typeof node.value === 'number' ? node.value : null;
  const operand = node.kind === 'negate' ? numberOf(node.operand) : null;
  return operand === null ? null : -operand;
}
