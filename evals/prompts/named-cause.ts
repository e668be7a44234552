import type { RootCause } from '../../contracts/recommendation.ts';

/** Words by which each cause is known in prose; the more particular ones stand first. */
const words: readonly (readonly [RootCause, RegExp])[] = [
  ['tracking_break', /track|pixel|\btag\b|measur|landing page|fundamental issue|not (?:being )?counted/],
  ['conversion_lag', /\blag\b|delayed conversion|conversions? (?:are|is)? ?delayed|late conversions|reported late/],
  [
    'insufficient_data',
    /(?:not enough|insufficient|too little|too few) (?:data|conversions)|cannot be (?:told|determined)/,
  ],
  ['competitor_promotion', /promotion|sale of (?:the )?competitors|competitors?[^.]{0,30}\b(?:sale|promotion)/],
  ['creative_fatigue', /fatigue|worn|creative[^.]{0,20}(?:old|stale|tired)/],
  ['audience_saturation', /saturat|exhausted audience|audience[^.]{0,20}(?:exhausted|used up)/],
  ['poor_targeting', /targeting|wrong (?:people|audience)|relevance/],
  ['uneven_segments', /uneven|segments?[^.]{0,40}(?:differ|perform|better|cheaper)/],
  ['budget_limited', /budget[^.]{0,20}(?:limit|cap|exhaust|spent|used up)|limited by (?:its )?budget/],
  ['auction_pressure', /compet|auction|outbid/],
  ['seasonality', /season|recurr|weekday|every (?:week|year)/],
  ['external_event', /external|holiday|market event|industry/],
  ['no_change', /normal variance|variance|no (?:real )?change|chance|noise/],
];

/**
 * The cause that a model’s sentence names, by its first clause: what follows a "not" is what it is not. Null when it names
 * none that is known, which counts as wrong and never as anything else.
 */
export function namedCause(sentence: string): RootCause | null {
  const told = sentence
    .toLowerCase()
    .replaceAll('_', ' ')
    .replace(/\b(?:not|no longer|rather than|instead of|without)\b (?!enough|being)[^.,;:]*/g, ' ');
  const found = words.flatMap(([cause, pattern]) => {
    const at = told.search(pattern);
    return at === -1 ? [] : [{ cause, at }];
  });
  const [first] = found.toSorted((one, other) => one.at - other.at);
  return first?.cause ?? null;
}
