import { nameOf, namesOf } from '../../reasoning/index.ts';
import type { AudienceChoice, AudienceSigns, ExpansionProposal } from './expansion-proposal.ts';

/** From when on an audience counts as worn out, and how small a new one may be. */
export type ExpansionLimits = {
  readonly min_saturation_pct: number;
  readonly min_frequency_change_pct: number;
  readonly min_audience_size: number;
};

type Audience = AudienceChoice['audiences'][number];

/** People who are like the present customers come first, then those whom somebody chose, then the customers themselves. */
const preference: Readonly<Record<Audience['kind'], number>> = { lookalike: 0, saved: 1, other: 2, custom: 3 };

/** The best audience that could be added: ready, large enough, neither aimed at nor left out; by kind, size and id. */
function bestAudience({ audiences }: AudienceChoice, least: number): Audience | null {
  const fitting = audiences.filter(
    ({ ready, included, excluded, size }) => ready && !included && !excluded && (size === null || size >= least),
  );
  const [best] = fitting.toSorted(
    (one, other) =>
      preference[one.kind] - preference[other.kind] ||
      (other.size ?? 0) - (one.size ?? 0) ||
      one.audience_id.localeCompare(other.audience_id),
  );
  return best ?? null;
}

function evidenceOf(signs: AudienceSigns, limits: ExpansionLimits, at: string): ExpansionProposal['evidence'] {
  const rows = [
    ['audience_saturation_pct', 'of the reachable audience are reached', limits.min_saturation_pct],
    ['frequency_change_pct', 'is the change of the frequency', limits.min_frequency_change_pct],
    ['cpm_change_pct', 'is the change of the price of impressions', 0],
  ] as const;
  return rows.flatMap(([metric, words, least]) => {
    const value = signs[metric];
    if (value === null) return [];
    const common = { source: 'campaign_features', observed_at: at, supports: value >= least };
    return [{ statement: `${value} % ${words}.`, metric, value, baseline: least, change_pct: null, ...common }];
  });
}

/**
 * What to do for a campaign whose audience is worn out: many of the people are reached, and each is reached more often. An
 * audience is added only where the campaign is aimed at some already, because to aim a broad campaign at one would narrow
 * it; else the platform may go beyond what is chosen, where it has such a switch and it is off.
 */
export function expansionOf(
  audiences: AudienceChoice,
  signs: AudienceSigns,
  limits: ExpansionLimits,
  at: string,
): ExpansionProposal {
  const evidence = evidenceOf(signs, limits, at);
  const leave = (reasoning: string): ExpansionProposal => ({
    ...{ kind: 'none', audience_ids: null, specific_action: 'Leave the audience as it is.', reasoning, evidence },
    ...{ expected_impact: 'No change is expected from watching.', risk_level: 'low', risk_factors: [] },
  });
  const { audience_saturation_pct: saturation, frequency_change_pct: rise } = signs;
  if (saturation === null || rise === null) return leave('How worn out the audience is, is not known.');
  if (saturation < limits.min_saturation_pct)
    return leave(`Only ${saturation} % of the audience are reached; there is room left.`);
  if (rise < limits.min_frequency_change_pct)
    return leave(`People see the ads about as often as before (${rise} %), however many of them are reached.`);
  const reasoning = `${saturation} % of the reachable audience are reached, and people see the ads ${rise} % more often.`;
  const common = { reasoning, evidence, risk_level: 'medium' as const };
  const aimed = audiences.audiences.some((each) => each.included);
  const best = audiences.can_include && aimed ? bestAudience(audiences, limits.min_audience_size) : null;
  const names = namesOf(
    'audience',
    audiences.audiences.map((each) => [each.audience_id, each.name]),
  );
  if (best !== null)
    return {
      ...common,
      kind: 'expand_audience',
      audience_ids: [best.audience_id],
      specific_action: `Aim the campaign at ${nameOf(names, 'audience', best.audience_id)}, too${best.size === null ? '' : ` (about ${best.size} people)`}.`,
      expected_impact: 'The same money reaches new people, so that frequency and the price of impressions fall.',
      risk_factors: ['The new people may buy less often than the present ones.'],
    };
  if (audiences.can_expand && audiences.audience_expansion === 'off')
    return {
      ...common,
      kind: 'switch_on_expansion',
      audience_ids: null,
      specific_action: 'Let the platform go beyond the chosen audiences.',
      expected_impact: 'The platform finds people besides the chosen ones, so that the frequency falls.',
      risk_factors: ['Who is reached is decided by the platform from then on.'],
    };
  return leave(`${reasoning} But there is no further audience that is ready, and no switch to go beyond.`);
}
