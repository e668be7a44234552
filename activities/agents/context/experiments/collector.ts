import { z } from 'zod';
import { experimentSchema } from '../../../../contracts/reasoning/campaign-past.ts';
import { type Database, withTenant } from '../../../../db/connect.ts';
import { readRunningExperiments } from '../../../../db/queries/experiments.ts';
import { type CollectorDependencies, createCollector } from '../collector/collector.ts';
import { outsideText } from '../collector/outside-text.ts';
import { createSource, type SourceDependencies } from '../collector/source.ts';
import { momentKey } from '../collector/subject.ts';
import { dateIn } from '../facts/figures.ts';
import { probeDatabase } from '../probe/probe-accounts.ts';

/** The collector of experiments: those that run on the looked-at day, by the account's own clock. */
export function createExperimentsCollector(
  deps: CollectorDependencies & SourceDependencies & { readonly database: Database; readonly ttl_seconds: number },
) {
  const source = createSource(deps, {
    name: 'experiments',
    external: false,
    ttl_seconds: deps.ttl_seconds,
    stale_seconds: 0,
    schema: z.array(experimentSchema),
    keyOf: async (subject) => {
      const { campaign_id, timezone } = subject.campaign;
      return `${campaign_id}${momentKey(subject)}#${dateIn(subject.at, timezone)}`;
    },
    fetch: async ({ tenant_id, campaign, at }) => {
      const on = dateIn(at, campaign.timezone);
      const rows = await withTenant(deps.database, tenant_id, (tx) =>
        readRunningExperiments(tx, campaign.campaign_id, on),
      );
      return rows.map(({ experiment_id, name, metric, starts_on, ends_on }) => ({
        ...{ experiment_id, name: outsideText(name), metric, starts_on, ends_on },
      }));
    },
  });
  return createCollector(deps, {
    name: 'experiments',
    source: 'experiments',
    schema: z.array(experimentSchema),
    cache_ttl_seconds: deps.ttl_seconds,
    collect: async (subject, deadline) => {
      const { value: data, ...how } = await source.ask(subject, deadline);
      const on = dateIn(subject.at, subject.campaign.timezone);
      return { data, period: { start: on, end: on }, ...how };
    },
    probe: (tenant_id) => probeDatabase(deps, tenant_id),
  });
}
