import { type Guardrails, noGuardrails } from '../../../contracts/plan/index.ts';
import { plain, textType, type ValueType } from '../../expressions/checking.ts';
import type { CompileContext, Scope } from '../compile-context.ts';
import { readCondition } from '../expressions/compile-expression.ts';
import { type Fields, readFields } from '../fields.ts';
import { languageMaps } from '../keys/index.ts';
import { warnRatio } from '../ratio.ts';
import type { Report } from '../report.ts';
import { readBoolean, readChoice, readNumber } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';

const percentages = ['max_budget_change_pct', 'max_bid_change_pct'] as const;
const { keys } = languageMaps.guardrails;
type LimitKey =
  | (typeof percentages)[number]
  | 'max_total_change'
  | 'max_changes_per_day'
  | 'cooldown_hours'
  | 'min_spend'
  | 'min_conversions'
  | 'exclude_last_days';

/** Names that guardrail expressions see beside the steps’ outputs, filled from the plan of the change. */
export const guardrailNames: Readonly<Record<string, ValueType>> = {
  total_change: plain('number'),
  max_change_pct: plain('number'),
  change_count: plain('integer'),
  risk: textType(['low', 'medium', 'high']),
  confidence: plain('number'),
};

/** Reads `guardrails`. Percentages are numbers such as 25 for 25 %; money is in major units of the account’s currency. */
export function readGuardrails(node: SourceNode, scope: Scope, context: CompileContext): Guardrails {
  const { report } = context;
  const fields = readFields(node, languageMaps.guardrails, report);
  if (fields === null) return noGuardrails;
  const limit = (key: LimitKey): Guardrails['min_spend'] => {
    const value = readNumber(fields.node(key), `\`${key}\``, keys[key].value, report);
    return value === null ? null : { value, line: lineOf(fields, key, report) };
  };
  for (const key of percentages) warnRatio(fields.node(key), report);
  const learning = readBoolean(fields.node('freeze_in_learning'), '`freeze_in_learning`', report);
  const rules: Scope = { ...scope, names: { ...scope.names, ...guardrailNames } };
  const rule = (key: string): Guardrails['forbid_if'] => {
    const value = fields.node(key);
    return value === undefined ? null : (readCondition(value, `\`${key}\``, rules, context)?.expression ?? null);
  };
  return {
    max_budget_change_pct: limit('max_budget_change_pct'),
    max_bid_change_pct: limit('max_bid_change_pct'),
    max_total_change: limit('max_total_change'),
    max_changes_per_day: limit('max_changes_per_day'),
    cooldown_hours: limit('cooldown_hours'),
    min_spend: limit('min_spend'),
    min_conversions: limit('min_conversions'),
    exclude_last_days: limit('exclude_last_days'),
    freeze_in_learning:
      learning === null ? null : { value: learning, line: lineOf(fields, 'freeze_in_learning', report) },
    require_approval_if: rule('require_approval_if'),
    forbid_if: rule('forbid_if'),
    autonomy: readChoice(fields.node('autonomy'), '`autonomy`', keys.autonomy.value.of, report) ?? 'propose',
  };
}

function lineOf(fields: Fields, key: string, report: Report): number {
  return report.lineAt(fields.entry(key)?.value.place.start ?? 0);
}

/** The scope of guardrail expressions: what every write step of the playbook can see. */
export function guardrailScope(base: Scope, scopes: readonly Scope[]): Scope {
  const names: Record<string, ValueType> = { ...base.names };
  for (const scope of scopes) {
    for (const [name, type] of Object.entries(scope.names)) {
      if (Object.hasOwn(base.names, name)) continue;
      const everywhere = scopes.every((other) => Object.hasOwn(other.names, name));
      names[name] = everywhere ? type : { ...type, nullable: true };
    }
  }
  return { names, guarded: new Set() };
}
