import type { CouncilSource } from '../../../../contracts/council.ts';
import type { CampaignContext } from '../../../../contracts/reasoning/campaign-context.ts';
import type { Recommendation } from '../../../../contracts/recommendation.ts';

/**
 * What a model may rest its sentences on: each part of the context that is there, under the name of its source, and what the
 * engine made of them. Names of campaigns and creatives were written by others, so no part is trusted as an order.
 */
export function contextSources(context: CampaignContext, recommendation: Recommendation): readonly CouncilSource[] {
  const { days, ...campaign_metrics } = context.campaign_metrics ?? { days: [] };
  const parts: readonly (readonly [string, string, unknown])[] = [
    ['campaign_metrics', 'Metrics of the campaign', context.campaign_metrics === null ? null : campaign_metrics],
    ['creative_metrics', 'Creatives', filled(context.creative_metrics)],
    ['competitor_signals', 'Competitors', context.competitor_signals],
    ['audience_analytics', 'Audience', context.audience_analytics],
    ['historical_patterns', 'Past of the campaign', context.historical_patterns],
    ['calendar_events', 'Calendar', filled(context.calendar_events)],
    ['experiments', 'Experiments', filled(context.experiments)],
    ['site_health', 'Landing page', context.site_health],
    ['platform_state', 'What may be changed', context.constraints],
  ];
  const evidence = recommendation.evidence.map((each) => each.statement);
  const { specific_action, expected_impact, signal_analysis, root_cause } = recommendation;
  const engine = { signal_analysis, root_cause, evidence, specific_action, expected_impact };
  return [
    ...parts.flatMap(([source_id, title, part]) =>
      part === null || part === undefined ? [] : [{ source_id, title, text: JSON.stringify(part), trusted: false }],
    ),
    { source_id: 'analysis', title: 'What the rules made of it', text: JSON.stringify(engine), trusted: false },
  ];
}

function filled<T>(list: readonly T[]): readonly T[] | null {
  return list.length === 0 ? null : list;
}
