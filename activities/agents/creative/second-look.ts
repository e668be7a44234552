import type { CouncilAnswered } from '../../../contracts/council.ts';
import { bare } from './checks/likeness.ts';
import type { SecondLook } from './copy-draft.ts';

type Words = { readonly headline: string; readonly body: string };

/**
 * Sorts what other models say against a list of variants: what quotes the headline of one (or its text, where it has none)
 * belongs to that one, anything else to all of them, so that nothing is lost whatever a model makes of its orders.
 */
export function secondLookOf({
  value: { variants },
  votes,
  verdict,
  not_verified_because,
}: Pick<
  CouncilAnswered<{ readonly variants: readonly Words[] }>,
  'value' | 'votes' | 'verdict' | 'not_verified_because'
>): { readonly second_look: SecondLook; readonly against: (index: number) => string[] } {
  const said = votes
    .filter((vote) => !vote.agrees)
    .flatMap(({ model, reasons }) =>
      reasons.map((reason) => ({ index: quotedBy(reason, variants), text: `${model}: ${reason}` })),
    );
  const about = (index: number | null) => said.filter((each) => each.index === index).map((each) => each.text);
  return { second_look: { verdict, objections: about(null), not_verified_because }, against: about };
}

/** The place of the one variant that a reason quotes; null when it quotes none, or several. */
function quotedBy(reason: string, variants: readonly Words[]): number | null {
  const within = (part: string, whole: string) => part !== '' && ` ${whole} `.includes(` ${part} `);
  const quoted = variants
    .map(({ headline, body }, index) => ({ index, words: bare(headline) || bare(body) }))
    .filter(({ words }) => within(words, bare(reason)));
  const whole = quoted.filter(
    ({ words }) => !quoted.some((other) => other.words !== words && within(words, other.words)),
  );
  const [only, ...more] = whole;
  return only === undefined || more.length > 0 ? null : only.index;
}
