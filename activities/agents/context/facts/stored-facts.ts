import type { Database } from '../../../../db/connect.ts';
import { withTenant } from '../../../../db/connect.ts';
import { readMetricsStamp } from '../../../../db/queries/metrics-stamp.ts';
import type { CampaignReader } from '../../../ad-platforms/campaign-reader.ts';
import type { CampaignFacts, FactsReader } from '../../campaign-health/collect/read-facts.ts';
import { reasonOf } from '../collector/collector.ts';
import { startDeadline } from '../collector/deadline.ts';
import { momentKey, type Subject } from '../collector/subject.ts';
import type { Timing } from '../collector/timing.ts';
import { comparedPeriods } from './figures.ts';

/** The stored facts of a subject; `note` says why they are not the newest although that was asked for. */
export type FactsAnswer = { readonly facts: CampaignFacts; readonly note: string | null };

/** Reads stored facts for several collectors, refreshed from the platform first where the cache must not answer. */
export type StoredFacts = {
  read(subject: Subject): Promise<FactsAnswer>;
  /** A cache key that ends with the facts: an answer never outlives what it was made of. */
  keyOf(subject: Subject): Promise<string>;
};

/** What refreshing may take of the deadline; then what is stored must do. */
const refreshShare = 0.6;

/** Makes the reader. Collectors that ask at the same time share one refresh. */
export function createStoredFacts(deps: {
  readonly database: Database;
  readonly facts: FactsReader;
  readonly platform: Pick<CampaignReader, 'refreshDays'>;
  readonly timing: Timing;
  readonly deadline_ms: number;
}): StoredFacts {
  const refreshing = new Map<string, Promise<unknown>>();

  function refresh({ tenant_id, campaign, at }: Subject): Promise<unknown> {
    const key = `${tenant_id}/${campaign.campaign_id}`;
    const running = refreshing.get(key);
    if (running !== undefined) return running;
    const { previous_start, end } = comparedPeriods(at, campaign.timezone);
    const started = deps.platform
      .refreshDays(tenant_id, campaign.campaign_id, previous_start, end)
      .finally(() => refreshing.delete(key));
    refreshing.set(key, started);
    return started;
  }

  return {
    read: async (subject) => {
      let note: string | null = null;
      if (subject.force_refresh && subject.live) {
        const deadline = startDeadline(deps.timing, deps.deadline_ms * refreshShare);
        await deadline
          .within(refresh(subject))
          .catch((error: unknown) => {
            note = `${reasonOf(error)} What was stored before is used.`;
          })
          .finally(deadline.end);
      }
      const { tenant_id, campaign, at } = subject;
      return { facts: await deps.facts.read(tenant_id, campaign.campaign_id, at), note };
    },
    keyOf: async (subject) => {
      const { campaign_id } = subject.campaign;
      const stamp = await withTenant(deps.database, subject.tenant_id, (tx) => readMetricsStamp(tx, campaign_id));
      return `${campaign_id}${momentKey(subject)}#${stamp}`;
    },
  };
}
