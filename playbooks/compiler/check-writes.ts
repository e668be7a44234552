import type { Guardrails } from '../../contracts/plan/index.ts';
import type { CompileContext } from './compile-context.ts';
import type { Fields } from './fields.ts';
import type { SourceNode } from './source-node.ts';

const limits = [
  'max_budget_change_pct',
  'max_bid_change_pct',
  'max_total_change',
  'require_approval_if',
  'forbid_if',
] as const satisfies readonly (keyof Guardrails)[];

/**
 * A change of money that nothing limits and nobody is asked about is not allowed. Where the playbook may decide by itself
 * (`autonomy: auto`), a limit of the change itself is needed; a minimum of data limits nothing.
 */
export function checkWrites(fields: Fields, guardrails: Guardrails, { report, writes }: CompileContext): void {
  const node = fields.entry('guardrails')?.value;
  const given = node !== undefined && !(node.kind === 'map' && node.entries.length === 0) && !isEmpty(node);
  const alone = guardrails.autonomy === 'auto' && limits.every((key) => guardrails[key] === null);
  if (given && !alone && node.kind !== 'broken') return;
  if (node?.kind === 'broken' || (fields.entry('approval') !== undefined && !alone)) return;
  for (const write of writes) {
    if (write.asks) continue;
    report.add({
      code: 'PLAYBOOK_WRITE_UNGUARDED',
      // Until the record has earned it people are asked all the same.
      severity: alone ? 'warning' : 'error',
      place: write.place,
      message: alone
        ? `The step ${write.stepId} changes an ad platform by itself (\`autonomy: auto\`), and no guardrail limits the change.`
        : `The step ${write.stepId} changes an ad platform, but the playbook has neither \`guardrails\` nor an \`approval\`.`,
      expected: alone ? limits.join(', ') : '`guardrails` on the playbook, or `approval` on the playbook or the step',
      suggestion: alone ? 'max_budget_change_pct: 25' : 'guardrails: { max_budget_change_pct: 25 }',
    });
  }
}

function isEmpty(node: SourceNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}
