import type { ApprovalPolicy } from '../../../contracts/plan/index.ts';
import type { CompileContext, Scope } from '../compile-context.ts';
import { readFields, reportMissing, reportType } from '../fields.ts';
import { languageMaps } from '../keys/index.ts';
import { readDuration, sayDuration } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';
import { readApprovers } from './approvers.ts';

type Chain = NonNullable<ApprovalPolicy['escalation']>;

const { keys } = languageMaps.escalation;

/**
 * Reads `escalation`: who else is asked, one after the other; each wait starts when the one before it ended. One that would come
 * when the approval has ended already is reported.
 */
export function readEscalation(
  node: SourceNode,
  timeout_seconds: number,
  scope: Scope,
  context: CompileContext,
): Chain {
  const { report } = context;
  if (node.kind === 'broken') return [];
  if (node.kind !== 'list' || node.items.length === 0) {
    reportType(node, '`escalation`', 'a list of items with `after` and `approvers`', report);
    return [];
  }
  const chain: Chain = [];
  let passed = 0;
  for (const item of node.items) {
    const fields = readFields(item, languageMaps.escalation, report);
    if (fields === null) continue;
    for (const key of ['after', 'approvers']) {
      if (fields.entry(key) === undefined)
        reportMissing(fields.place, 'An item of `escalation`', key, 'after, approvers', report);
    }
    const after = readDuration(fields.node('after'), '`after`', keys.after.value, report);
    const approversNode = fields.node('approvers');
    const approvers = approversNode === undefined ? null : readApprovers(approversNode, scope, context);
    passed += after ?? 0;
    const afterNode = fields.node('after');
    if (after !== null && afterNode !== undefined && passed >= timeout_seconds) {
      report.add({
        code: 'PLAYBOOK_ESCALATION_TOO_LATE',
        place: afterNode.place,
        message: `They would be asked after ${sayDuration(passed)}, when the approval has ended: its timeout is ${sayDuration(timeout_seconds)}.`,
        expected: `less than ${sayDuration(timeout_seconds)} in all`,
        suggestion: 'Make `after` shorter, or `timeout` longer.',
      });
    }
    if (after !== null && approvers !== null) chain.push({ after_seconds: Math.ceil(after), approvers });
  }
  return chain;
}
