import { describe, expect, it } from 'vitest';
import type { CampaignContext } from '../../contracts/reasoning/campaign-context.ts';
import { generateCases } from '../../evals/generated/generate-cases.ts';
import { reason } from './reason.ts';

/** A context as it looks when a source did not answer. */
const without: Readonly<Record<string, (context: CampaignContext) => CampaignContext>> = {
  competitor_signals: (context) => ({ ...context, competitor_signals: null }),
  audience_analytics: (context) => ({ ...context, audience_analytics: null }),
  creative_metrics: (context) => ({ ...context, creative_metrics: [] }),
  historical_patterns: (context) => ({ ...context, historical_patterns: null }),
  calendar_events: (context) => ({ ...context, calendar_events: [] }),
  site_health: (context) => ({ ...context, site_health: null }),
  platform_state: (context) => ({ ...context, constraints: null }),
  experiments: (context) => ({ ...context, experiments: [] }),
};
const answer = (context: CampaignContext) => reason(context).recommendation;
// A kind of each that tells a story, of a seed that no rule was looked at with.
const cases = generateCases({ seed: 'of-the-tests', count: 15 }).map(({ case_id, context }) => ({
  ...{ case_id, context, whole: answer(context) },
}));

describe('a source that falls silent', () => {
  it.each(Object.keys(without))(
    '%s: never makes the same cause surer, nor a watched campaign a changed one',
    (source) => {
      for (const { case_id, context, whole } of cases) {
        const cut = without[source]?.(context) ?? context;
        const blind = answer({ ...cut, missing_sources: [...new Set([...context.missing_sources, source])] });
        expect(blind.missing_sources, case_id).toContain(source);
        if (blind.root_cause === whole.root_cause)
          expect(blind.confidence, case_id).toBeLessThanOrEqual(whole.confidence);
        if (
          whole.recommended_workflow === 'Continue Monitoring' &&
          blind.recommended_workflow !== 'Continue Monitoring'
        )
          expect(blind.confidence, case_id).toBeLessThanOrEqual(whole.confidence);
      }
    },
  );

  it('keeps the law under the account’s own curve, however steep', () => {
    const calibration = [
      { raw: 0.3, calibrated: 0.1 },
      { raw: 0.52, calibrated: 0.2 },
      { raw: 0.6, calibrated: 0.95 },
    ];
    for (const { case_id, context } of cases) {
      const made = (of: CampaignContext) => reason(of, { calibration }).recommendation;
      const [whole, blind] = [made(context), made({ ...context, competitor_signals: null })];
      if (whole.root_cause === blind.root_cause)
        expect(blind.confidence, case_id).toBeLessThanOrEqual(whole.confidence);
    }
  });
});
