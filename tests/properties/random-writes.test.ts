import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { worstCase } from '../../playbooks/bound/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { openStage, type Stage } from '../../worker/stage/stage.ts';
import { testText } from '../stage/test-source.ts';

const runs = Number(process.env.PROPERTY_RUNS ?? 60);
const seed = Number(process.env.PROPERTY_SEED ?? 20_261_121);
const start_minor = 10_000;
const cap_pct = 30;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** One change of the budget, and what a person says to it. */
type Raise = {
  readonly to: number;
  readonly said: 'approve' | 'edit' | 'reject' | 'nothing';
  readonly edited: number;
};
const raises = fc.array(
  fc.record<Raise>({
    to: fc.integer({ min: 60, max: 160 }).map((percent) => percent * 100),
    said: fc.constantFrom('approve', 'approve', 'approve', 'edit', 'reject', 'nothing'),
    edited: fc.integer({ min: 60, max: 160 }).map((percent) => percent * 100),
  }),
  { minLength: 1, maxLength: 6 },
);

/** What must come of it, by the rules alone: a cap for each change, a person for each change, the newest budget counts. */
function expected(story: readonly Raise[]): {
  readonly status: string;
  readonly moved_minor: number;
  readonly applied: number;
} {
  let budget = start_minor;
  let moved_minor = 0;
  let applied = 0;
  const end = (status: string) => ({ status, moved_minor, applied });
  const breaks = (to: number) => (Math.abs(to - budget) / budget) * 100 > cap_pct;
  for (const { to, said, edited } of story) {
    if (to === budget) continue;
    if (breaks(to)) return end('failed');
    if (said === 'reject') return end('rejected');
    if (said === 'nothing') return end('expired');
    const final = said === 'edit' ? edited : to;
    // An edit past the cap is refused, and people are asked about the first plan again, to which nobody answers here.
    if (breaks(final)) return end('expired');
    if (final === budget) continue;
    moved_minor += Math.abs(final - budget);
    applied += 1;
    budget = final;
  }
  return end('completed');
}

function playbookOf(story: readonly Raise[]): string {
  const steps = story.map(({ to }, index) => ({
    ...{ id: `raise_${index}`, agent: 'AdPlatformAgent', action: 'set_daily_budget' },
    params: { campaign_id: 'c1', daily_budget_minor: to },
    approval: {
      ...{ approvers: { roles: ['approver'] }, timeout: '4h', on_timeout: 'reject', editable: ['daily_budget_minor'] },
    },
  }));
  const guardrails = { max_budget_change_pct: cap_pct };
  return JSON.stringify({ id: 'raises_v1', name: 'Raises', scope: 'campaign', steps, guardrails }, null, 1);
}

/** People decide where they are asked, which the oracle knows; a decision that had nowhere to go would be told. */
function decisionsOf(story: readonly Raise[]): readonly object[] {
  let budget = start_minor;
  const breaks = (to: number) => (Math.abs(to - budget) / budget) * 100 > cap_pct;
  const decisions: object[] = [];
  for (const [index, { to, said, edited }] of story.entries()) {
    if (to === budget) continue;
    if (breaks(to) || said === 'nothing') return decisions;
    const step = `raise_${index}`;
    if (said === 'reject') return [...decisions, { step, decision: 'reject' }];
    if (said === 'approve') decisions.push({ step, decision: 'approve' });
    const final = said === 'edit' ? edited : to;
    if (said === 'edit') {
      decisions.push({ step, decision: 'approve', edits: { daily_budget_minor: edited } });
      if (breaks(final)) return decisions;
      if (final !== budget) decisions.push({ step, decision: 'approve', as: 'approver_2' });
    }
    budget = final;
  }
  return decisions;
}

describe('any chain of changes to a budget', () => {
  it('moves exactly what was approved, never past a cap, and never more than the static bound says', async () => {
    await fc.assert(
      fc.asyncProperty(raises, async (story) => {
        const source = playbookOf(story);
        const { status, moved_minor, applied } = expected(story);
        const test = {
          playbook: 'raises.yaml',
          mocks: [{ action: 'AdPlatformAgent.set_daily_budget', before: { daily_budget_minor: start_minor } }],
          cases: [
            {
              name: 'story',
              decisions: decisionsOf(story),
              expect: {
                ...{ status, money: { moved: moved_minor / 100 } },
                calls: [{ action: 'AdPlatformAgent.set_daily_budget', times: applied }],
              },
            },
          ],
        };
        const { cases, diagnostics } = await testText(JSON.stringify(test), { 'raises.yaml': source }, stage);
        expect(diagnostics.filter((each) => each.severity === 'error')).toEqual([]);
        expect(cases.flatMap((each) => each.faults)).toEqual([]);
        // An edit is a new amount that no line of the playbook says, so only unedited stories have a bound in amounts.
        const { plan } = compilePlaybook(source, { file: 'raises.yaml', actions: actionCatalog });
        const bound = plan === null ? null : worstCase(plan, { actions: actionCatalog });
        if (bound?.kind === 'bounded') {
          for (const { amount, unit } of [bound, ...bound.also]) {
            if (unit === 'account currency') expect(moved_minor / 100).toBeLessThanOrEqual(amount);
            if (unit === 'minor units of the account currency') expect(moved_minor).toBeLessThanOrEqual(amount);
          }
        }
      }),
      { numRuns: runs, seed },
    );
    console.log(`${runs} random chains of changes, seed ${seed}`);
  }, 3_600_000);
});
