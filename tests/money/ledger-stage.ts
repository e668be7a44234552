import { randomUUID } from 'node:crypto';
import type { CallOrigin } from '../../contracts/activity-envelope.ts';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { Change } from '../../contracts/change-set.ts';
import { type Guardrails, noGuardrails } from '../../contracts/plan/index.ts';
import { addRate } from '../../db/queries/fx-rates.ts';
import { decideCap, setCap } from '../../db/queries/money-caps.ts';
import { openStage, type Stage, type StageOptions } from '../ad-platforms/stage.ts';

/** The more of a stage that tests of the ledger need: caps, rates, and calls that are ready to be applied. */
export type LedgerStage = Stage & ReturnType<typeof withLedger>;

const proposer = { user_id: randomUUID(), email: 'proposer@example.com' };
const decider = { user_id: randomUUID(), email: 'decider@example.com' };

type CapWish = Partial<Omit<Parameters<typeof setCap>[1], 'limit_minor' | 'actor'>> & { readonly limit_minor: number };

function withLedger(stage: Stage) {
  const cap = (wish: CapWish) =>
    stage.inTenant((tx) =>
      setCap(tx, {
        ...{ scope: 'tenant', scope_id: '', measure: 'exposure', window_hours: 24, currency: 'USD' },
        reason: 'A test',
        actor: proposer,
        ...wish,
      }),
    );
  return {
    cap,
    /** A second person agrees to a wider cap, which cools off for so long. */
    agree: (cap_id: string, cooling_off_hours: number) =>
      stage.inTenant((tx) => decideCap(tx, { cap_id, decision: 'approve', cooling_off_hours, actor: decider })),
    rate: (currency: string, rate: number, as_of: string) =>
      stage.inTenant((tx) =>
        addRate(tx, {
          ...{ currency, base_currency: 'USD', as_of, rate, source: 'A test' },
          entered_by_email: proposer.email,
        }),
      ),
    /** One day of a campaign, as a sync would have stored it. */
    metrics: (
      campaign_id: string,
      dt: string,
      { spend_minor, conversions }: Readonly<Record<'spend_minor' | 'conversions', number>>,
    ) =>
      stage.database.owner.sql`
        insert into fct_ad_metric_daily (tenant_id, campaign_id, ad_id, dt, channel, impressions, clicks, spend_minor,
          currency, conversions, revenue_minor, source)
        values (${stage.tenant.tenant_id}, ${campaign_id}, '', ${dt}, 'meta_ads', 1, 1, ${spend_minor}, 'USD',
          ${conversions}, 0, 'test')`,
    /** Ends every cap, so that tests do not stand in each other's way. */
    noCaps: () => stage.database.owner.sql`update money_caps set ended_at = clock_timestamp() where ended_at is null`,
    /** A change that is planned and approved, ready to be applied under these guardrails. */
    async granted(
      action: string,
      params: JsonObject,
      more: Partial<CallOrigin> & { guardrails?: Partial<Guardrails> } = {},
    ) {
      const { guardrails, ...facts } = more;
      const origin = { ...(await stage.startExecution()), ...facts };
      const planned = await stage.plan(origin, action, params);
      const call = await stage.grantedCall(origin, planned, params);
      return guardrails === undefined ? call : { ...call, guardrails: { ...noGuardrails, ...guardrails } };
    },
    /** What the ledger of the sandbox holds of these campaigns, oldest first: the oracle, never our own rows. */
    async applied(campaign_ids: readonly string[]) {
      const ledgers = await Promise.all(campaign_ids.map((id) => stage.sandbox.ledgerOf(id)));
      return ledgers.flat().sort((left, right) => left.seq - right.seq);
    },
  };
}

/** Opens a stage with a ledger. */
export async function openLedgerStage(options: StageOptions = {}): Promise<LedgerStage> {
  const stage = await openStage({ read_lag_seconds: 0, ...options });
  return { ...stage, ...withLedger(stage) };
}

/** Most of what was exposed at once, whichever prefix of the sandbox's ledger one looks at, in minor units. */
export function highestExposure(
  entries: readonly { readonly before: unknown; readonly after: unknown }[],
  factor: number,
): number {
  let sum = 0;
  let highest = 0;
  for (const { before, after } of entries) {
    sum += Math.max(0, Number(after) - Number(before)) * factor;
    highest = Math.max(highest, sum);
  }
  return highest;
}

/** The field of a change as a guardrail's limit writes it down. */
export const limit = (value: number): { readonly value: number; readonly line: number } => ({ value, line: 7 });

/** The first change of a call. */
export function firstChange({ change_set }: { readonly change_set: { readonly changes: readonly Change[] } }): Change {
  const [change] = change_set.changes;
  if (change === undefined) throw new Error('The change set is empty.');
  return change;
}
