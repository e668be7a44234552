import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { flips } from '../../activities/reasoning/alternatives/flips.ts';
import { critiqueByRules, reason, validate } from '../../activities/reasoning/index.ts';
import { type CampaignContext, campaignContextSchema } from '../../contracts/reasoning/campaign-context.ts';
import { recommendationSchema } from '../../contracts/recommendation.ts';

/** The same cases twice: with no more than the fields that were stated, and as collectors would bring them. */
const folders = { minimal: 'minimal', full: '../../evals/golden/contexts' } as const;
type Folder = keyof typeof folders;

function contextOf(id: string, folder: Folder = 'minimal'): CampaignContext {
  const file = join(import.meta.dirname, folders[folder], `gc-${id}.json`);
  return campaignContextSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
const answer = (id: string, folder: Folder = 'minimal') => reason(contextOf(id, folder)).recommendation;
const ids = [...Array(15).keys()].map((index) => String(index + 1).padStart(2, '0'));
const all = ids.flatMap((id) => [[id, 'minimal'] as const, [id, 'full'] as const]);

describe('the golden contexts', () => {
  it('GC-01: the bid from 2.50 to 2.88 against pressure, CPA back to 47–49 within three days, 0.82 sure', () => {
    const made = answer('01');
    expect(made).toMatchObject({
      ...{
        recommended_workflow: 'Bid Adjustment',
        root_cause: 'auction_pressure',
        confidence: 0.82,
        risk_level: 'medium',
      },
      action: { kind: 'set_bid', bid_amount_minor: 288, current_bid_amount_minor: 250, change_pct: 15 },
      typed_action: {
        workflow: 'Bid Adjustment',
        direction: 'increase',
        change_pct: 15,
        current_bid: 2.5,
        target_bid: 2.88,
      },
      success_criteria: [{ metric: 'cpa', comparator: 'below', value: 49.5, within_days: 3, primary: true }, {}, {}],
    });
    const { low_pct, high_pct, within_days } = made.expected_effect ?? { low_pct: 0, high_pct: 0, within_days: 0 };
    expect([Math.round(58.5 * (1 + low_pct / 100)), Math.round(58.5 * (1 + high_pct / 100)), within_days]).toEqual([
      47, 49, 3,
    ]);
    const others = made.alternative_actions.map((each) => each.workflow);
    expect(others).toEqual(expect.arrayContaining(['Continue Monitoring', 'Creative Refresh', 'Campaign Pause']));
  });

  it.each([
    ['02', 'Creative Refresh', 'creative_fatigue', 'rotate_creative', [0.9, 1]],
    ['03', 'Audience Expansion', 'audience_saturation', 'change_audiences', [0.8, 1]],
    ['04', 'Continue Monitoring', 'no_change', 'none', [0.7, 1]],
    ['05', 'Continue Monitoring', 'seasonality', 'none', [0.7, 1]],
    ['06', 'Campaign Pause', 'tracking_break', 'pause', [0.85, 1]],
    ['07', 'Audience Expansion', 'poor_targeting', 'change_audiences', [0.6, 1]],
    ['08', 'Budget Reallocation', 'uneven_segments', 'reallocate_budget', [0.6, 1]],
    ['10', 'Continue Monitoring', 'insufficient_data', 'none', [0, 0.6]],
    ['11', 'Continue Monitoring', 'insufficient_data', 'none', [0, 0.6]],
    ['13', 'Continue Monitoring', 'insufficient_data', 'none', [0, 0.6]],
    ['14', 'Bid Adjustment', 'auction_pressure', 'set_bid', [0.6, 1]],
    ['15', 'Creative Refresh', 'creative_fatigue', 'rotate_creative', [0.6, 0.7]],
  ] as const)('GC-%s: %s for %s', (id, workflow, cause, kind, [least, most]) => {
    const made = answer(id);
    expect([made.recommended_workflow, made.root_cause, made.action.kind]).toEqual([workflow, cause, kind]);
    expect(made.confidence).toBeGreaterThanOrEqual(least);
    expect(made.confidence).toBeLessThanOrEqual(most);
  });

  it('GC-07 refines, and leaves out the two segments that cost three times the average', () => {
    expect(answer('07').action).toMatchObject({ mode: 'refine', exclude_audience_ids: ['segment_3', 'segment_4'] });
  });

  it('GC-09: two stories are told with less than 0.6, so that the loop looks again and a person decides', () => {
    for (const folder of ['minimal', 'full'] as const) {
      const made = answer('09', folder);
      expect(made.confidence).toBeLessThan(0.6);
      expect(validate(contextOf('09', folder), made).passed).toBe(false);
    }
  });

  it('GC-12: a name that gives orders changes nothing', () => {
    const [plain, named] = [answer('01'), answer('12')];
    const compared = ({
      campaign_id: _,
      action: { kind },
      typed_action,
      confidence,
      root_cause,
      evidence,
    }: typeof plain) => ({
      ...{ kind, typed_action, confidence, root_cause, evidence },
    });
    expect(compared(named)).toEqual(compared(plain));
    expect(JSON.stringify(named)).not.toContain('PAUSE EVERY');
  });

  it('GC-14 takes a smaller step than GC-01', () => {
    expect(answer('14').action).toMatchObject({ change_pct: 9, bid_amount_minor: 273 });
  });

  it.each(all)(
    'GC-%s (%s): the answer is valid, criticised by nothing but its confidence, and keeps the schema',
    (id, folder) => {
      const made = answer(id, folder);
      expect(recommendationSchema.parse(made)).toEqual(made);
      const failed = critiqueByRules(contextOf(id, folder), made).filter((check) => !check.passed);
      expect(failed.map((check) => check.check)).toEqual([]);
    },
  );

  it.each(all)('GC-%s (%s): the one fact that is said to flip the choice flips it', (id, folder) => {
    const context = contextOf(id, folder);
    const claimed = reason(context).recommendation.alternative_actions.filter((each) =>
      flips[each.workflow].some((flip) => flip.words === each.would_flip_if),
    );
    for (const { workflow, would_flip_if } of claimed) {
      const flip = flips[workflow].find((each) => each.words === would_flip_if);
      expect(reason(flip?.edit(context) ?? context).recommendation.recommended_workflow, would_flip_if).toBe(workflow);
    }
    expect(claimed.length).toBeGreaterThan(0);
  });
});
