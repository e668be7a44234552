import { observedSignalsSchema } from '../../../../contracts/competitor-observation.ts';
import type { CompetitorObservationRow } from '../../../../db/queries/competitor-observations.ts';
import { outsideText } from '../collector/outside-text.ts';
import type { NamedSignals } from './aggregate.ts';
import { normaliseDomain } from './domain.ts';

/** What was entered by hand or by a script as the signals of a source; an entry of another form says nothing. */
export function observedSignals(rows: readonly CompetitorObservationRow[]): NamedSignals[] {
  return rows.flatMap((row) => {
    const parsed = observedSignalsSchema.safeParse(row.signals);
    if (!parsed.success) return [];
    const { competitors, industry_cpa_change_pct: _industry, ...told } = parsed.data;
    const keys = [...new Set(competitors.map(normaliseDomain).filter((domain) => domain !== null))];
    const signals = {
      competitors: keys.map((key) => ({ key, is_new: null, promotes: null, bid: null })),
      active_competitors_count: told.active_competitors_count ?? null,
      new_competitors_count: told.new_competitors_count ?? null,
      promotions_count: told.promotions_count ?? null,
      activity_change_pct: told.activity_change_pct ?? null,
      avg_bid_increase_pct: told.avg_bid_increase_pct ?? null,
      new_ads_count: told.new_ads_count ?? null,
      creative_refreshes: told.creative_refreshes ?? null,
      analysis_period_days: told.analysis_period_days ?? null,
      is_stub: told.is_stub,
    };
    return [{ source: outsideText(row.source, 100), signals, fetched_at: `${row.observed_on}T00:00:00.000Z` }];
  });
}
