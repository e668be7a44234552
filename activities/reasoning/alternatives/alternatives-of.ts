import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import {
  type Recommendation,
  type RootCause,
  type WorkflowType,
  workflowTypeSchema,
} from '../../../contracts/recommendation.ts';
import { workflowOf } from '../actions/lever-for.ts';
import { confidenceOf } from '../confidence/confidence.ts';
import { acts, type Decision, decide } from '../decide.ts';
import { type Grounds, groundsOf, type ReasoningOptions } from '../diagnosis/analyse.ts';
import { significantPct } from '../thresholds.ts';
import { causeWords } from '../wording/cause-words.ts';
import { movedSentence } from '../wording/moved.ts';
import { signsWords } from '../wording/sign-words.ts';
import { leverWords } from '../wording/words.ts';
import { flips } from './flips.ts';

type Alternative = Recommendation['alternative_actions'][number];
type Ranked = { readonly alternative: Alternative; readonly weight: number };

/** What an action is worth when its cause is the right one, relative to the others: what is lost by not taking it. */
const impact: Readonly<Record<WorkflowType, number>> = {
  ...{ 'Campaign Pause': 1, 'Creative Refresh': 0.8, 'Budget Reallocation': 0.6, 'Bid Adjustment': 0.5 },
  ...{ 'Audience Expansion': 0.5, 'Continue Monitoring': 0.3 },
};

/** The workflow that a context leads to, by the same engine and nothing else. */
function workflowFor(context: CampaignContext, options: ReasoningOptions): WorkflowType {
  const { facts, verdict, score } = groundsOf(context);
  const { shown } = confidenceOf(facts, verdict, score, options.calibration);
  return decide(context, facts, { cause: verdict.cause, confidence: shown }).lever.workflow;
}

/**
 * The other workflows, those that would bring most first (impact × probability), each with why it was not chosen and the
 * single fact that would have turned the choice. The fact is not claimed but tried: the context with just that fact changed
 * is decided again. Where no single fact does it, that is what is said.
 */
export function alternativesOf(
  context: CampaignContext,
  grounds: Grounds,
  decision: Decision,
  options: ReasoningOptions,
): readonly Alternative[] {
  const chosen = decision.lever.workflow;
  const instead = wantedInstead(grounds, decision, options);
  const ranked = workflowTypeSchema.options
    .filter((workflow) => workflow !== chosen && !instead.some((each) => each.workflow === workflow))
    .map((workflow): Ranked => {
      const { cause, probability } = causeFor(grounds, workflow);
      const flip = flips[workflow].find(({ edit }) => workflowFor(edit(context), options) === workflow);
      return {
        weight: impact[workflow] * probability + (flip === undefined ? 0 : 0.001),
        alternative: {
          ...{ workflow, cause, why_not_recommended: whyNot(grounds, workflow, cause) },
          would_flip_if: flip?.words ?? 'several of its signs were there; no single fact would be enough',
        },
      };
    })
    .sort((left, right) => right.weight - left.weight);
  return [...instead, ...ranked.map((each) => each.alternative)];
}

/** The action that was held back for want of confidence, or of a way to do it. */
function wantedInstead(
  { facts, verdict, score }: Grounds,
  { lever, wanted, doubtful }: Decision,
  options: ReasoningOptions,
): readonly Alternative[] {
  const { shown } = confidenceOf(facts, verdict, score, options.calibration);
  if (doubtful) {
    return [
      {
        ...{ workflow: wanted.workflow, cause: verdict.cause },
        why_not_recommended: `With a confidence of ${Math.round(shown * 100)} % this is not acted on: ${leverWords(wanted, facts)}`,
        would_flip_if: 'a missing source confirmed the cause',
      },
    ];
  }
  const usual = workflowOf[verdict.cause];
  if (acts(lever) || usual === 'Continue Monitoring') return [];
  return [
    {
      ...{ workflow: usual, cause: verdict.cause },
      why_not_recommended: lever.held_back ?? 'It would answer the cause, but cannot be done now.',
      would_flip_if: 'what speaks against it now were gone',
    },
  ];
}

function causeFor(
  { weighing, verdict }: Grounds,
  workflow: WorkflowType,
): { readonly cause: RootCause; readonly probability: number } {
  if (workflow === 'Continue Monitoring') return { cause: 'no_change', probability: weighing.posterior.none };
  if (workflow === 'Campaign Pause') return { cause: 'tracking_break', probability: 0.01 };
  const candidates = weighing.scores.filter(
    (score) => workflowOf[score.cause] === workflow && score.cause !== verdict.cause,
  );
  const best = [...candidates].sort(
    (left, right) => weighing.posterior[right.cause] - weighing.posterior[left.cause] || right.share - left.share,
  )[0];
  return best === undefined
    ? { cause: verdict.cause, probability: 0 }
    : { cause: best.cause, probability: weighing.posterior[best.cause] };
}

function whyNot({ facts, weighing, verdict }: Grounds, workflow: WorkflowType, cause: RootCause): string {
  if (workflow === 'Continue Monitoring') {
    const change = facts.metrics.cpa.change_pct;
    return change === null || change <= significantPct
      ? 'Waiting would leave it as it is.'
      : `${movedSentence('CPA', change, ' against the week before')} Waiting would let that go on.`;
  }
  if (workflow === 'Campaign Pause')
    return 'Conversions did not stop while people kept clicking; what is wrong can be put right while the campaign runs.';
  const score = weighing.scores.find((each) => each.cause === cause);
  if (score === undefined) return `Nothing speaks for ${causeWords[cause]}.`;
  const counted = signsWords(score.present, score.signs.length, `signs of ${causeWords[cause]}`);
  if (cause === verdict.cause) return `${counted}.`;
  const against =
    score.signs.find((sign) => sign.present === false) ?? score.signs.find((sign) => sign.present === null);
  return against === undefined
    ? `${counted}, but ${causeWords[verdict.cause]} comes first.`
    : `${counted}. ${against.statement}`;
}
