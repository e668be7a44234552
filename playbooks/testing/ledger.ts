import { createHash } from 'node:crypto';
import type { ActionDefinition } from '../../contracts/action.ts';
import type { ActionCall } from '../../contracts/activity-envelope.ts';
import { canonicalJson, type JsonObject, type JsonValue } from '../../contracts/canonical-json.ts';
import { changePercent, changeSetOf } from '../../contracts/change-arithmetic.ts';
import {
  type Change,
  type ChangeSet,
  type GuardrailFacts,
  type PlannedChange,
  writableFieldSchema,
} from '../../contracts/change-set.ts';
import type { Answer } from './test-file.ts';

type Changing = Extract<Answer, { kind: 'changes' }>;

/** The platform of a test: the live values as the mocks gave them and the playbook changed them. */
export type Ledger = {
  /** Plans a write. Gives the name of a field whose value before nobody gave. */
  plan(call: ActionCall, definition: ActionDefinition, answer: Changing): PlannedChange | { readonly missing: string };
  apply(change_set: ChangeSet): void;
  /** The inverse of everything that was applied and not taken back, newest first; null when there is nothing. */
  inverse(): ChangeSet | null;
  takeBack(): void;
  /** Daily money moved so far, minor units, with its currency. */
  moved(): { readonly minor: number; readonly currency: string };
};

/** An empty ledger. */
export function createLedger(): Ledger {
  const live = new Map<string, Change['before']>();
  let applied: ChangeSet[] = [];
  let moved = { minor: 0, currency: 'USD' };
  const put = (set: ChangeSet) => {
    for (const change of set.changes) live.set(keyOf(change), change.after);
    moved = { minor: moved.minor + set.total_change_minor, currency: set.currency };
  };
  return {
    plan: (call, definition, answer) => {
      const wishes = wishesOf(call.params, definition, answer);
      const about = entityOf(call);
      const changes: Change[] = [];
      for (const [field, after] of wishes) {
        const named = writableFieldSchema.parse(field);
        const given = live.get(keyOf({ ...about, field: named })) ?? answer.before[field];
        if (given === undefined) return { missing: field };
        const before = valueOfField(given);
        const behind = Number(
          live.get(keyOf({ ...about, field: 'daily_budget_minor' })) ?? answer.before.daily_budget_minor ?? 0,
        );
        changes.push(changeOf(about, named, before, valueOfField(after), behind));
      }
      if (changes.length === 0) return { missing: 'the field that it changes' };
      const change_set = changeSetOf(changes, answer.currency);
      return plannedOf(call, definition, change_set, answer.facts);
    },
    apply: (set) => {
      put(set);
      applied.push(set);
    },
    inverse: () => {
      const changes = applied.toReversed().flatMap((set) => set.changes.toReversed());
      const [first] = applied;
      if (first === undefined) return null;
      return changeSetOf(
        changes.map((each) => ({
          ...each,
          before: each.after,
          after: each.before,
          change_pct: changePercent(each.after, each.before),
        })),
        first.currency,
      );
    },
    takeBack: () => {
      for (const set of applied.toReversed()) {
        for (const change of set.changes) live.set(keyOf(change), change.before);
        moved = { ...moved, minor: moved.minor - set.total_change_minor };
      }
      applied = [];
    },
    moved: () => moved,
  };
}

/** What the plan of a write says. Facts are those of a quiet account unless the mock says otherwise. */
export function plannedOf(
  call: ActionCall,
  definition: { readonly agent: string; readonly action: string },
  change_set: ChangeSet,
  facts: JsonObject = {},
): PlannedChange {
  const action_id = `${definition.agent}.${definition.action}`;
  const plan_digest = createHash('sha256')
    .update(canonicalJson({ change_set, action_id, params: call.params }))
    .digest('hex');
  const pct = (field: Change['field']) =>
    Math.max(
      0,
      ...change_set.changes.filter((each) => each.field === field).map((each) => Math.abs(each.change_pct ?? 0)),
    );
  const quiet: GuardrailFacts = {
    budget_change_pct_window: pct('daily_budget_minor'),
    bid_change_pct_window: pct('bid_amount_minor'),
    total_change_window_minor: change_set.total_change_minor,
    changes_today: change_set.change_count,
    hours_since_last_change: null,
    spend_minor: 100_000,
    conversions: 50,
    in_learning: false,
    autonomy_earned: null,
  };
  return { change_set, plan_digest, facts: { ...quiet, ...facts }, changes_anything: change_set.change_count > 0 };
}

/** Which fields get which values: parameters with the name of a field, what the mock says, and pausing or resuming. */
function wishesOf(params: JsonObject, { moves }: ActionDefinition, { before, after }: Changing): [string, JsonValue][] {
  const named = writableFieldSchema.options.flatMap((field): [string, JsonValue][] => {
    const value = after[field] ?? params[field];
    return value === undefined ? [] : [[field, value]];
  });
  if (moves?.kind !== 'whole_budget' || named.length > 0) return named;
  return [...named, ['status', before.status === 'paused' ? 'active' : 'paused']];
}

type About = Pick<Change, 'platform' | 'account_id' | 'campaign_id' | 'entity_type' | 'entity_id' | 'entity_name'>;

function entityOf({ params, origin }: ActionCall): About {
  const text = (value: JsonValue | undefined) => (typeof value === 'string' ? value : null);
  const campaign_id = text(params.campaign_id) ?? origin.campaign_id ?? 'campaign-1';
  const ad_id = text(params.ad_id);
  const place = { platform: 'test', account_id: 'account-1', campaign_id };
  return ad_id === null
    ? { ...place, entity_type: 'campaign', entity_id: campaign_id, entity_name: campaign_id }
    : { ...place, entity_type: 'ad', entity_id: ad_id, entity_name: ad_id };
}

function changeOf(
  about: About,
  field: Change['field'],
  before: Change['before'],
  after: Change['after'],
  behind: number,
): Change {
  const same = before === after;
  const isBudget = field === 'daily_budget_minor' || field === 'lifetime_budget_minor';
  const budget = isBudget ? Math.abs(Number(after) - Number(before)) : 0;
  const wholeBudget = field === 'status' || field === 'starts_at' || field === 'ends_at';
  const money_moved_minor = same ? 0 : wholeBudget ? behind : budget;
  return { ...about, field, before, after, change_pct: changePercent(before, after), money_moved_minor };
}

function valueOfField(value: JsonValue): Change['before'] {
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

function keyOf({ entity_id, field }: Pick<Change, 'entity_id' | 'field'>): string {
  return `${entity_id}/${field}`;
}
