import { CodedError } from '../../../../contracts/errors/index.ts';
import { type Database, withTenant } from '../../../../db/connect.ts';
import {
  listChangesOfCampaign,
  listControlCandidates,
  type OutcomeContext,
} from '../../../../db/queries/outcome-facts.ts';
import type { OutcomeReader } from '../../../ad-platforms/outcome-reader.ts';
import { shiftDate } from '../collect/period.ts';
import { peopleChanges } from './confounders.ts';
import type { Look } from './evidence.ts';
import type { MeasuredWindow } from './measured-window.ts';

const mostControls = 10;
const fewestControlDays = 60;
const controlHistoryDays = 119;

/** What looking around needs. */
export type LookParts = {
  readonly database: Database;
  readonly reader: OutcomeReader;
  readonly heartbeat: () => void;
  readonly now: Date;
};

/**
 * Looks, when the window is over, who changed what meanwhile, and which other campaigns were left alone by everybody. It is
 * done then and kept, because platforms forget: Google Ads keeps its change history for thirty days. A campaign whose history
 * cannot be read is no control. Throws what reading the history of the measured campaign throws.
 */
export async function lookAround(
  parts: LookParts,
  tenant_id: string,
  context: OutcomeContext,
  window: MeasuredWindow,
  timezone: string,
): Promise<Look> {
  const { database, reader, heartbeat, now } = parts;
  const { campaign_id } = context.outcome;
  // Days of an account begin up to a day before or after those of UTC.
  const since = new Date(Date.parse(`${window.first_day}T00:00:00Z`) - 86_400_000);
  const until = new Date(Date.parse(`${window.last_day}T00:00:00Z`) + 2 * 86_400_000);
  const { own, candidates } = await withTenant(database, tenant_id, async (tx) => ({
    own: await listChangesOfCampaign(tx, { campaign_id, since, until }),
    candidates:
      context.ad_account_id === null
        ? []
        : await listControlCandidates(tx, {
            ...{ campaign_id, ad_account_id: context.ad_account_id, since, until, limit: mostControls },
            ...{ days_since: shiftDate(window.last_day_before, -controlHistoryDays), fewest_days: fewestControlDays },
          }),
  }));
  const history = await reader.changesSince(tenant_id, campaign_id, since.toISOString());
  const left_alone: string[] = [];
  for (const candidate of candidates) {
    heartbeat();
    if (await wasLeftAlone(reader, tenant_id, candidate, since.toISOString(), window, timezone))
      left_alone.push(candidate);
  }
  return {
    at: now.toISOString(),
    history: history === null ? 'not_offered' : 'read',
    people: [...peopleChanges(history ?? [], own, window, timezone)],
    left_alone,
  };
}

async function wasLeftAlone(
  reader: OutcomeReader,
  tenant_id: string,
  campaign_id: string,
  since: string,
  window: MeasuredWindow,
  timezone: string,
): Promise<boolean> {
  try {
    const history = await reader.changesSince(tenant_id, campaign_id, since);
    return peopleChanges(history ?? [], [], window, timezone).length === 0;
  } catch (error) {
    if (error instanceof CodedError) return false;
    throw error;
  }
}
