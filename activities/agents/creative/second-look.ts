import type { CouncilAnswered } from '../../../contracts/council.ts';
import type { SecondLook } from './copy-draft.ts';

/** An objection to one variant: `2: it promises what no source says`, also as a model may put it, `Variant 2 – …`. */
const numbered = /^(?:variant\s*)?#?(\d{1,2})\s*[:.)–-]\s*(?=\S)/i;

type Objection = { readonly index: number | null; readonly text: string };

/**
 * Sorts what other models say against a list of variants: what begins with the number of one belongs to that one, anything
 * else to all of them, so that nothing is lost whatever a model makes of its orders.
 */
export function secondLookOf(
  answer: Pick<CouncilAnswered<{ readonly variants: readonly object[] }>, 'value' | 'votes' | 'verdict'> &
    Pick<CouncilAnswered<unknown>, 'not_verified_because'>,
): { readonly second_look: SecondLook; readonly against: (index: number) => string[] } {
  const said = answer.votes
    .filter((vote) => !vote.agrees)
    .flatMap(({ model, reasons }) => reasons.map((reason) => objectionOf(model, reason, answer.value.variants.length)));
  const about = (index: number | null) => said.filter((each) => each.index === index).map((each) => each.text);
  const { verdict, not_verified_because } = answer;
  return { second_look: { verdict, objections: about(null), not_verified_because }, against: about };
}

function objectionOf(model: string, reason: string, variants: number): Objection {
  const [start = '', number = '0'] = numbered.exec(reason) ?? [];
  const index = Number(number) - 1;
  const ours = index >= 0 && index < variants;
  return { index: ours ? index : null, text: `${model}: ${ours ? reason.slice(start.length) : reason}` };
}
