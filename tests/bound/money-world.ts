import type { Change, ChangeSet, GuardrailFacts } from '../../contracts/change-set.ts';
import type { ActionStep, Plan } from '../../contracts/plan/index.ts';
import { evaluateExpression } from '../../playbooks/expressions/index.ts';
import { evaluateGuardrails } from '../../playbooks/guardrails/evaluate-guardrails.ts';

/** A source of chance: a number from 0 to 1, 1 excluded. */
export type Chance = () => number;

type Campaign = { readonly account_id: string; budget: number; status: 'active' | 'paused' };
type Done = { readonly at: number; readonly campaign_id: string; readonly change: Change };

const hour = 3_600;
const day = 24 * hour;

/** Three campaigns in two accounts, a clock, and the law of guardrails as the engine has it. Money in cents. */
export function createWorld(chance: Chance) {
  const campaigns = new Map<string, Campaign>([
    ['c0', { account_id: 'a0', budget: 10_000, status: 'active' }],
    ['c1', { account_id: 'a0', budget: 20_000, status: 'active' }],
    ['c2', { account_id: 'a1', budget: 5_000, status: 'paused' }],
  ]);
  const done: Done[] = [];
  let highest = 20_000;
  let now = Math.floor(chance() * day);
  const began = now;

  function wishFor(step: ActionStep, campaign: Campaign) {
    const action = step.action_id.split('.')[1];
    if (action === 'pause' || action === 'resume') return action === 'pause' ? 'paused' : 'active';
    const value = step.params.daily_budget_minor;
    if (value?.kind === 'literal') return Number(value.value);
    // Often right at a limit, so that the bounds are put to the test.
    const factor = [1.2, 0.8, 1.5, 0.5, 2.2, 1.3, 0.5 + chance() * 1.4][Math.floor(chance() * 7)] ?? 1;
    const limit = [4_000, 5_000, 6_000, 30_000][Math.floor(chance() * 4)] ?? 0;
    const at = [Math.round(campaign.budget * factor), campaign.budget + limit, Math.round(1 + chance() * 100_000)];
    return at[Math.floor(chance() * 3)] ?? campaign.budget;
  }

  /** The change that a step wishes for now; null when it is already so, or moves no money. */
  function wish(step: ActionStep, campaign_id: string): Change | null {
    const campaign = campaigns.get(campaign_id);
    if (campaign === undefined || step.action_id.endsWith('set_bid')) return null;
    const after = wishFor(step, campaign);
    const before = typeof after === 'number' ? campaign.budget : campaign.status;
    if (after === before) return null;
    const numbers = typeof after === 'number';
    return {
      ...{ platform: 'meta', account_id: campaign.account_id, campaign_id, entity_type: 'campaign' },
      ...{ entity_id: campaign_id, entity_name: campaign_id, before, after },
      field: numbers ? 'daily_budget_minor' : 'status',
      change_pct: numbers ? ((after - campaign.budget) / campaign.budget) * 100 : null,
      money_moved_minor: numbers ? Math.abs(after - campaign.budget) : campaign.budget,
    };
  }

  function factsFor(change: Change): GuardrailFacts {
    const recent = done.filter((each) => each.at > now - day);
    const ours = recent.filter((each) => each.campaign_id === change.campaign_id);
    const factor = [...ours.map((each) => each.change), change]
      .filter((each) => each.field === 'daily_budget_minor')
      .reduce((product, each) => product * (1 + Math.abs(each.change_pct ?? 0) / 100), 1);
    const today = ours.filter((each) => Math.floor(each.at / day) === Math.floor(now / day)).length;
    const last = Math.max(...done.filter((each) => each.campaign_id === change.campaign_id).map((each) => each.at));
    const total = [...recent.map((each) => each.change), change]
      .filter((each) => each.account_id === change.account_id)
      .reduce((sum, each) => sum + each.money_moved_minor, 0);
    return {
      ...{ budget_change_pct_window: (factor - 1) * 100, bid_change_pct_window: 0, total_change_window_minor: total },
      ...{ changes_today: today + 1, hours_since_last_change: Number.isFinite(last) ? (now - last) / hour : null },
      ...{ spend_minor: 1, conversions: 1, in_learning: false },
    };
  }

  return {
    wish,
    elapsed: () => now - began,
    pass: (seconds: number) => {
      now += seconds;
    },
    /** True when the guardrails let the change pass as things stand now. */
    allows(plan: Plan, change: Change): boolean {
      const pct = Math.abs(change.change_pct ?? 0);
      const change_set: ChangeSet = {
        ...{ changes: [change], currency: 'EUR', total_change_minor: change.money_moved_minor },
        ...{ max_change_pct: pct, change_count: 1 },
      };
      const scope = { total_change: change.money_moved_minor / 100, max_change_pct: pct, change_count: 1 };
      const verdict = evaluateGuardrails({
        ...{ guardrails: plan.guardrails, change_set, facts: factsFor(change), step_asks: false },
        judgement: { confidence: null, risk: null },
        holds: (expression) => evaluateExpression(expression.source, scope) === true,
      });
      return verdict.kind === 'allowed';
    },
    /** Applies a change unless somebody changed the value since; false then. */
    apply(change: Change): boolean {
      const campaign = campaigns.get(change.campaign_id);
      if (campaign === undefined) return false;
      const live = change.field === 'status' ? campaign.status : campaign.budget;
      if (live !== change.before) return false;
      if (change.after === 'active' || change.after === 'paused') campaign.status = change.after;
      else campaign.budget = Number(change.after);
      highest = Math.max(highest, campaign.budget);
      done.push({ at: now, campaign_id: change.campaign_id, change });
      return true;
    },
    /** Somebody else sets a budget or a status; it is not ours, so it does not count. */
    meddle() {
      const campaign = campaigns.get(`c${Math.floor(chance() * 3)}`);
      if (campaign === undefined) return;
      campaign.budget = Math.max(1, Math.round(campaign.budget * (0.5 + chance())));
      campaign.status = chance() < 0.5 ? 'active' : 'paused';
      highest = Math.max(highest, campaign.budget);
    },
    /** What the execution has moved: in all, on the account where most was moved, and in percent of the highest budget. */
    moved() {
      const on = (account_id: string | null) =>
        done
          .filter((each) => account_id === null || each.change.account_id === account_id)
          .reduce((sum, each) => sum + each.change.money_moved_minor, 0);
      return { minor: on(null), most_minor: Math.max(on('a0'), on('a1')), percent: (on(null) / highest) * 100 };
    },
  };
}
/** The world of one execution. */
export type World = ReturnType<typeof createWorld>;
