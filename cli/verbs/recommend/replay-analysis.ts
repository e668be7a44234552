import type { JsonValue } from '../../../contracts/canonical-json.ts';
import { type Replay, type ReplayedField, replaySchema } from '../../../contracts/reasoning/replay.ts';
import type { ApiClient } from '../../api-client.ts';

/** Has the server reason again about what a recommendation was made on; it asks no model and writes nothing. */
export function replayAnalysis(api: ApiClient, recommendation_id: string): Promise<Replay> {
  return api.post(`/v2/recommendations/${encodeURIComponent(recommendation_id)}/replay`, {}, replaySchema);
}

/** A replay as a person reads it at a terminal: the same or not, then every field that is different. */
export function replayWords({ outcome, rules_version, fields, objections }: Replay): string {
  const different = fields.filter(({ same }) => !same);
  const { recommended, now } = rules_version;
  const rules = recommended === now ? now : `${recommended}, now ${now}`;
  return [
    outcome === 'same'
      ? `The same in all ${fields.length} fields (${rules}).`
      : `${different.length} of ${fields.length} fields are different (${rules}).`,
    ...different.flatMap(fieldWords),
    ...(objections === 0 ? [] : [`Left out: ${objections} objections of models, which had lowered the confidence.`]),
  ].join('\n');
}

function fieldWords({ field, recommended, now }: ReplayedField): string[] {
  const text = (value: JsonValue) => (typeof value === 'string' ? value : JSON.stringify(value));
  return [`${field.replaceAll('_', ' ')}`, `  then: ${text(recommended)}`, `  now:  ${text(now)}`];
}
