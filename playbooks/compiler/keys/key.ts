import type { JsonValue } from '../../../contracts/canonical-json.ts';

/** The maps of the language that are no step: each has a closed list of keys. */
export type MapName =
  | 'playbook'
  | 'input'
  | 'condition'
  | 'schedule'
  | 'event_trigger'
  | 'guardrails'
  | 'approval'
  | 'approvers'
  | 'escalation'
  | 'concurrency'
  | 'outcome'
  | 'retry'
  | 'branch'
  | 'case'
  | 'for_each'
  | 'repeat'
  | 'catch'
  | 'wait'
  | 'calendar'
  | 'stop';

/**
 * What may stand behind a key. Ranges are inclusive; those of a duration are seconds. `any` is any YAML value whose texts may hold
 * `{{ }}`; `expression` is a text that is an expression as a whole; `named` is a map whose keys the author chooses; `texts` is a
 * list of texts or one text; `conditions` is an expression, a condition map, or a list of them; `branch` is a list of steps, one
 * step, or a map with `steps`.
 */
export type KeyValue =
  | {
      readonly kind:
        | 'text'
        | 'name'
        | 'any'
        | 'expression'
        | 'boolean'
        | 'texts'
        | 'conditions'
        | 'steps'
        | 'branch'
        | 'cron'
        | 'timezone'
        | 'timestamp'
        | 'date'
        | 'business_days'
        | 'hours'
        | 'percentage'
        | 'event_name';
    }
  | { readonly kind: 'number'; readonly from: number; readonly to?: number; readonly whole?: boolean }
  | { readonly kind: 'duration'; readonly from: number; readonly to: number }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'map'; readonly of: MapName }
  | { readonly kind: 'list'; readonly of: KeyValue; readonly at_least?: number }
  | { readonly kind: 'named'; readonly of: KeyValue }
  | { readonly kind: 'one_of'; readonly of: readonly KeyValue[] };

/** One key of the language: what it says in one sentence, what may stand behind it, and an example of that. */
export type LanguageKey = {
  readonly describe: string;
  readonly example: JsonValue;
  readonly value: KeyValue;
  /** The map makes no sense without it. */
  readonly required?: boolean;
  /** What holds when it is left out, where one value says it. */
  readonly default?: JsonValue;
};

/** The keys of one map. */
export type Keys = Readonly<Record<string, LanguageKey>>;

/** A map of the language: how messages call it, what it is for, and its keys. */
export type LanguageMap = { readonly what: string; readonly describe: string; readonly keys: Keys };

/** A kind of step: the keys that say that a step is of this kind, and all its keys beside `id`, `name` and `condition`. */
export type StepMap = { readonly named_by: readonly string[]; readonly describe: string; readonly keys: Keys };

/** Keeps the literal names, choices and ranges of a table while checking every row, so that the readers can take them from here. */
export function defineKeys<const T extends Keys>(keys: T): T {
  return keys;
}

/** The names of a table’s keys, in its order. */
export function namesOf(keys: Keys): readonly string[] {
  return Object.keys(keys);
}
