import type { JsonValue } from '../../../contracts/canonical-json.ts';
import type { Replay, ReplayedField } from '../../../contracts/reasoning/replay.ts';

const names: Readonly<Record<ReplayedField['field'], string>> = {
  root_cause: 'Root cause',
  hypotheses: 'Probabilities',
  recommended_workflow: 'Workflow',
  action: 'Action and amount',
  rules_confidence: 'Confidence of the rules',
  raw_confidence: 'Confidence by the signs alone',
  risk_level: 'Risk',
  expected_effect: 'Expected effect',
  alternatives: 'Alternatives',
  guardrails: 'Failed checks',
  abstention: 'Why nothing is changed',
};

/** `rules-3`, or `rules-2 then, rules-3 now`. */
function rulesWords({ rules_version: { recommended, now } }: Replay): string {
  return recommended === now ? now : `${recommended} then, ${now} now`;
}

/** What came of it, in a sentence. */
export function replaySentence(replay: Replay): string {
  const { outcome, fields } = replay;
  const rules = rulesWords(replay);
  if (outcome === 'same') return `The same in all ${fields.length} fields (${rules}). No model was asked.`;
  const different = fields.filter(({ same }) => !same).length;
  return `${different} of ${fields.length} fields are different (${rules}). No model was asked.`;
}

/** What had weighed on the shown confidence besides the rules; null when nothing had. */
export function objectionWords({ objections }: Pick<Replay, 'objections'>): string | null {
  if (objections === 0) return null;
  return `Models had objected ${objections === 1 ? 'once' : `${objections} times`}, which lowered the confidence that was shown; the rules are compared without it.`;
}

/** The rows of a table: those that differ, with what was recommended and what it would be today. */
export function differenceRows({ fields }: Pick<Replay, 'fields'>) {
  return fields
    .filter(({ same }) => !same)
    .map(({ field, recommended, now }) => ({
      key: field,
      cells: [names[field], valueText(recommended), valueText(now)],
    }));
}

/** A value in words: lists with semicolons, members with their names. */
function valueText(value: JsonValue): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return value.replaceAll('_', ' ');
  if (typeof value !== 'object') return String(value);
  const texts = isList(value)
    ? value.map(valueText)
    : Object.entries(value).map(([name, member]) => `${name.replaceAll('_', ' ')} ${valueText(member)}`);
  return texts.length === 0 ? 'none' : texts.join(isList(value) ? '; ' : ', ');
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
