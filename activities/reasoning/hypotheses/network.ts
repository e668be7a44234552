import {
  likelihoods,
  priors,
  type SignName,
  signNames,
  togetherFactor,
  type WeighedCause,
  weighedCauses,
} from './likelihoods.ts';

/** How far a sign is there, 0–1 (between the two, chance leaves it open); signs that are not known are left out. */
export type SignStrengths = Partial<Readonly<Record<SignName, number>>>;

/** How probable each cause is as the one to answer, and that none is at work. They sum to 1. */
export type Posterior = Readonly<Record<WeighedCause, number>> & { readonly none: number };

/** P(sign | causes) of a noisy-or with leak: each cause that is at work fails independently to bring the sign about. */
function chanceOf(sign: SignName, working: readonly WeighedCause[]): number {
  const { leak, by } = likelihoods[sign];
  return 1 - working.reduce((fails, cause) => fails * (1 - (by[cause] ?? 0)), 1 - leak);
}

/**
 * Exact inference over no cause, each cause alone and each pair (three at once are too rare to matter). A strength between
 * 0 and 1 is soft evidence in the sense of Jeffrey: the two hard answers, weighed. Where two causes are at work each is
 * given half, so that the shares sum to 1 and two rival causes are never both probable. Causes that are not `open` are out.
 */
export function posteriorOf(strengths: SignStrengths, open: ReadonlySet<WeighedCause>): Posterior {
  const causes = weighedCauses.filter((cause) => open.has(cause));
  const pairs = causes.flatMap((first, index) => causes.slice(index + 1).map((second) => [first, second] as const));
  const signs = signNames.flatMap((sign) => {
    const strength = strengths[sign];
    return strength === undefined ? [] : [{ sign, strength }];
  });
  const weigh = (working: readonly WeighedCause[], prior: number) =>
    signs.reduce((weight, { sign, strength }) => {
      const chance = chanceOf(sign, working);
      return weight * (strength * chance + (1 - strength) * (1 - chance));
    }, prior);
  const nothing = weighedCauses.reduce((left, cause) => left * (1 - priors[cause]), 1);
  const odds = (cause: WeighedCause) => priors[cause] / (1 - priors[cause]);
  const shares: Record<WeighedCause, number> = { ...emptyShares };
  let total = weigh([], nothing);
  const none = total;
  for (const cause of causes) {
    const weight = weigh([cause], nothing * odds(cause));
    shares[cause] += weight;
    total += weight;
  }
  for (const [first, second] of pairs) {
    const weight = weigh([first, second], nothing * odds(first) * odds(second) * togetherFactor);
    shares[first] += weight / 2;
    shares[second] += weight / 2;
    total += weight;
  }
  for (const cause of weighedCauses) shares[cause] /= total;
  return { ...shares, none: none / total };
}

const emptyShares: Readonly<Record<WeighedCause, number>> = {
  ...{ creative_fatigue: 0, audience_saturation: 0, auction_pressure: 0, competitor_promotion: 0, poor_targeting: 0 },
  ...{ uneven_segments: 0, budget_limited: 0, seasonality: 0, external_event: 0 },
};
