import {
  type AutonomyCase,
  autonomyRule,
  type Scenario,
  type ScenarioRecord,
  unmetByCase,
  unmetByRecord,
} from './autonomy.ts';

/** One recommendation as the rule of autonomy counts it. `improvement_pct` is null while nothing was measured. */
export type LedgerEntry = AutonomyCase & {
  readonly id: string;
  readonly playbook_id: string;
  readonly workflow_type: string;
  readonly ad_account_id: string;
  readonly generated_at: Date;
  readonly human_decision: string | null;
  readonly auto_approved: boolean;
  readonly decided_at: Date | null;
  readonly outcome_recorded_at: Date | null;
  readonly improvement_pct: number | null;
};

const windowMs = autonomyRule.window_days * 86_400_000;

/** Whether a recommendation belongs to a scenario. */
export function isOfScenario(entry: LedgerEntry, scenario: Scenario): boolean {
  return (
    entry.playbook_id === scenario.playbook_id &&
    entry.workflow_type === scenario.workflow_type &&
    entry.risk_level === scenario.risk_level &&
    (scenario.ad_account_id === null || scenario.ad_account_id === entry.ad_account_id)
  );
}

/**
 * Counts the ledger of a scenario over the four weeks before a moment. What people decided and what the product decided are
 * never added up; an outcome counts when the advice was followed, whoever said yes.
 */
export function recordAt(entries: readonly LedgerEntry[], scenario: Scenario, until: Date): ScenarioRecord {
  const within = (moment: Date | null) =>
    moment !== null && moment < until && moment.getTime() >= until.getTime() - windowMs;
  const own = entries.filter((entry) => isOfScenario(entry, scenario));
  const decided = own.filter((entry) => entry.human_decision !== null && within(entry.decided_at));
  const followed = own.filter((entry) => entry.human_decision === 'approved' || entry.auto_approved);
  const measured = followed.filter((entry) => entry.improvement_pct !== null && within(entry.outcome_recorded_at));
  return {
    decided: decided.length,
    accepted: decided.filter((entry) => entry.human_decision === 'approved').length,
    auto_approved: own.filter((entry) => entry.auto_approved && within(entry.decided_at)).length,
    measured: measured.length,
    improved: measured.filter((entry) => (entry.improvement_pct ?? 0) > 0).length,
  };
}

/** The scenarios that the ledger knows, each on every account it ran on and on all of them together, by name. */
export function scenariosOf(entries: readonly LedgerEntry[]): Scenario[] {
  const known = new Map<string, Scenario>();
  for (const { playbook_id, workflow_type, risk_level, ad_account_id } of entries) {
    for (const account of [null, ad_account_id]) {
      const scenario = { playbook_id, workflow_type, risk_level, ad_account_id: account };
      if (isScenario(scenario)) known.set(JSON.stringify(scenario), scenario);
    }
  }
  return [...known].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, scenario]) => scenario);
}

/** Workflow and risk come from the ledger, whose writers checked them. */
function isScenario(scenario: {
  playbook_id: string;
  workflow_type: string;
  risk_level: string | null;
  ad_account_id: string | null;
}): scenario is Scenario {
  return scenario.risk_level !== null;
}

/**
 * Which recommendations of a scenario would have been approved without asking, had it been switched on all the time: each is
 * judged by the record as it stood when it was made.
 */
export function simulate<Entry extends LedgerEntry>(
  entries: readonly Entry[],
  scenario: Scenario,
  since: Date,
): { readonly considered: number; readonly approved: readonly Entry[] } {
  const own = entries.filter((entry) => isOfScenario(entry, scenario) && entry.generated_at >= since);
  const approved = own.filter(
    (entry) =>
      unmetByCase(entry).length === 0 && unmetByRecord(recordAt(entries, scenario, entry.generated_at)).length === 0,
  );
  return { considered: own.length, approved };
}
