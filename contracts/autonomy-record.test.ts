import { describe, expect, it } from 'vitest';
import type { Scenario } from './autonomy.ts';
import { type LedgerEntry, recordAt, scenariosOf, simulate } from './autonomy-record.ts';

const day = (number: number) => new Date(Date.UTC(2026, 5, number));
const scenario: Scenario = {
  ...{ playbook_id: 'campaign_health_v1', workflow_type: 'Bid Adjustment', risk_level: 'low' },
  ad_account_id: null,
};
let counter = 0;
/** A recommendation that people approved and that helped. */
function entry(more: Partial<LedgerEntry> = {}): LedgerEntry {
  counter += 1;
  return {
    ...{ id: String(counter), playbook_id: scenario.playbook_id, workflow_type: 'Bid Adjustment', ad_account_id: 'a' },
    ...{ confidence: 0.9, risk_level: 'low', degraded: false, critiqued: true, satisfactory: true, dissented: false },
    ...{ validation_passed: true, generated_at: day(1), human_decision: 'approved', auto_approved: false },
    ...{ decided_at: day(2), outcome_recorded_at: day(5), improvement_pct: 10 },
    ...more,
  };
}

describe('the record of a scenario', () => {
  it('counts what people decided and what came of it in the four weeks before a moment', () => {
    const entries = [
      entry(),
      entry({ human_decision: 'rejected', improvement_pct: null }),
      entry({ improvement_pct: 0 }),
      entry({ human_decision: null, decided_at: null, improvement_pct: null }),
    ];
    expect(recordAt(entries, scenario, day(20))).toEqual({
      ...{ decided: 3, accepted: 2, auto_approved: 0, measured: 2, improved: 1 },
    });
    expect(recordAt(entries, scenario, day(4))).toMatchObject({ decided: 3, measured: 0 });
    expect(recordAt(entries, scenario, day(31))).toMatchObject({ decided: 0, measured: 2 });
  });

  it('holds the first moment of its window and not its last', () => {
    const at = [day(2), day(30)].map((moment) => recordAt([entry()], scenario, moment).decided);
    expect(at).toEqual([0, 1]);
    expect(recordAt([entry()], scenario, new Date(day(30).getTime() + 1)).decided).toBe(0);
  });

  it('counts automatic approvals apart: they are no decision, but what they brought is an outcome', () => {
    const auto = entry({ human_decision: null, auto_approved: true });
    expect(recordAt([auto], scenario, day(20))).toEqual({
      ...{ decided: 0, accepted: 0, auto_approved: 1, measured: 1, improved: 1 },
    });
  });

  it('leaves out what was rejected from the outcomes, though it was measured', () => {
    expect(recordAt([entry({ human_decision: 'rejected' })], scenario, day(20))).toMatchObject({ measured: 0 });
  });

  it.each([
    ['playbook', { playbook_id: 'other_v1' }],
    ['workflow', { workflow_type: 'Campaign Pause' }],
    ['risk', { risk_level: 'medium' }],
  ])('knows nothing of another %s', (_, more) => {
    expect(recordAt([entry(more)], scenario, day(20)).decided).toBe(0);
  });

  it('is of one account, or of all together', () => {
    const entries = [entry({ ad_account_id: 'a' }), entry({ ad_account_id: 'b' })];
    expect(recordAt(entries, { ...scenario, ad_account_id: 'b' }, day(20)).decided).toBe(1);
    expect(recordAt(entries, scenario, day(20)).decided).toBe(2);
    expect(scenariosOf(entries).map((each) => each.ad_account_id)).toEqual(['a', 'b', null]);
    expect(scenariosOf([entry({ risk_level: null })])).toEqual([]);
  });
});

describe('the simulation', () => {
  const earned = Array.from({ length: 20 }, () => entry());

  it('tells what would have been approved without asking, by the record as it stood then', () => {
    const [late, early] = [entry({ generated_at: day(20) }), entry({ generated_at: day(3) })];
    const [unsure, stale] = [entry({ generated_at: day(20), confidence: 0.85 }), entry({ generated_at: day(40) })];
    const entries = [...earned, late, early, unsure, stale];
    const { considered, approved } = simulate(entries, scenario, day(3));
    expect(considered).toBe(4);
    expect(approved).toEqual([late]);
  });

  it('looks at nothing before its first day', () => {
    expect(simulate(earned, scenario, day(2))).toEqual({ considered: 0, approved: [] });
  });
});
