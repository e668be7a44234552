import { canonicalJson, type JsonValue } from '../../contracts/canonical-json.ts';
import type { CampaignContext } from '../../contracts/reasoning/campaign-context.ts';
import { type Replay, type ReplayedField, replayedFields } from '../../contracts/reasoning/replay.ts';
import type { Recommendation } from '../../contracts/recommendation.ts';
import type { CalibrationPoints } from './confidence/calibrate.ts';
import { validate } from './critique/validate.ts';
import { reason } from './reason.ts';

/**
 * Reasons again about the context that a recommendation was made on, with the rules as they stand here, and tells field by
 * field what is different. Pure: it asks no model, and what models had said then is left out of the comparison. `calibration`
 * is the account's present curve; where only that has changed, `raw_confidence` is the same.
 */
export function replay(
  context: CampaignContext,
  made: Recommendation,
  calibration: CalibrationPoints | null = null,
): Replay {
  const { recommendation } = reason(context, { calibration });
  const again = { ...recommendation, validation: validate(context, recommendation) };
  const [first, second] = [decidedIn(made), decidedIn(again)];
  const fields = replayedFields.flatMap((field): ReplayedField[] => {
    const [recommended, now] = [first[field], second[field]];
    if (recommended === undefined || now === undefined) return [];
    return [{ field, same: canonicalJson(recommended) === canonicalJson(now), recommended, now }];
  });
  return {
    outcome: fields.every(({ same }) => same) ? 'same' : 'different',
    rules_version: { recommended: versionOf(made), now: versionOf(again) },
    fields,
    objections: made.dissent.length + objectionsOf(made).length,
  };
}

/** What the rules decide in a recommendation, without the words they put it in; what was not kept with it is undefined. */
function decidedIn(made: Recommendation): Readonly<Record<(typeof replayedFields)[number], JsonValue | undefined>> {
  const { validation, abstention, expected_effect } = made;
  const failed = validation?.checks.filter(({ check, passed }) => !passed && !check.startsWith(ofConfidence));
  return {
    root_cause: made.root_cause,
    hypotheses: Object.fromEntries(made.hypotheses.map(({ cause, probability }) => [cause, probability])),
    recommended_workflow: made.recommended_workflow,
    action: {
      ...made.action,
      ...('moves' in made.action ? { moves: made.action.moves.map((move) => ({ ...move })) } : {}),
    },
    rules_confidence: rulesConfidenceOf(made),
    raw_confidence: made.raw_confidence,
    risk_level: made.risk_level,
    expected_effect: expected_effect === null ? null : figuresOf(expected_effect),
    alternatives: made.alternative_actions.map(({ workflow, cause }) => ({ workflow, cause })),
    guardrails: failed?.map(({ check }) => check),
    abstention: abstention === null ? null : { ...abstention },
  };
}

function figuresOf({ basis, ...figures }: NonNullable<Recommendation['expected_effect']>) {
  return figures;
}

/** The check that looks at the confidence, which is compared by itself. */
const ofConfidence = 'VAL-2';

/** The confidence before models objected; unknown where they did and it was not kept. */
function rulesConfidenceOf(made: Recommendation): number | undefined {
  const objected = made.dissent.length > 0 || objectionsOf(made).some(({ severity }) => severity !== 'minor');
  return made.rules_confidence ?? (objected ? undefined : made.confidence);
}

function objectionsOf({ critique }: Recommendation) {
  return critique?.issues.filter(({ by }) => by === 'model') ?? [];
}

/** `rules-3` of `rules-3+a-model`. */
function versionOf({ model_version }: Recommendation): string {
  return model_version.split('+')[0] ?? model_version;
}
