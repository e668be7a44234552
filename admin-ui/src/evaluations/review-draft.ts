import type { Review } from './evaluation-actions.ts';
import type { GoldenView } from './golden-view.ts';

/** A review as it is sent: the answer only where the expert changed it, the reason only where there is one. */
export function reviewOf(
  example: Pick<GoldenView, 'human_decision'>,
  draft: { readonly human_decision: string; readonly reasoning: string },
  decision: Review['decision'],
): Review {
  const reasoning = draft.reasoning.trim();
  return {
    decision,
    ...(draft.human_decision === example.human_decision ? {} : { human_decision: draft.human_decision }),
    ...(reasoning === '' ? {} : { human_reasoning: reasoning }),
  };
}
