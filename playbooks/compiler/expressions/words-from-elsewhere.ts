import type { ValueType } from '../../expressions/checking.ts';

/** Functions of other languages, with those that do the same here: called with the same values. */
const sameCall: Readonly<Record<string, string>> = {
  len: 'size',
  length: 'size',
  count: 'size',
  exists: 'has',
  defined: 'has',
  isset: 'has',
  is_set: 'has',
  present: 'has',
  str: 'string',
  tostring: 'string',
  to_string: 'string',
  float: 'double',
  number: 'double',
  parsefloat: 'double',
  integer: 'int',
  parseint: 'int',
  toint: 'int',
  ceiling: 'ceil',
  date: 'timestamp',
  datetime: 'timestamp',
};

/** The same for functions that are called on a text or a list. */
const sameMethod: Readonly<Record<string, string>> = {
  upper: 'upperAscii',
  uppercase: 'upperAscii',
  touppercase: 'upperAscii',
  lower: 'lowerAscii',
  lowercase: 'lowerAscii',
  tolowercase: 'lowerAscii',
  strip: 'trim',
  includes: 'contains',
  has: 'contains',
  find: 'indexOf',
  any: 'exists',
  some: 'exists',
  every: 'all',
  select: 'filter',
  where: 'filter',
  length: 'size',
  count: 'size',
  len: 'size',
};

const advice: Readonly<Record<string, string>> = {
  avg: 'Write list.sum() / size(list).',
  average: 'Write list.sum() / size(list).',
  mean: 'Write list.sum() / size(list).',
  coalesce: 'Write has(x.y) ? x.y : 0.',
  default: 'Write has(x.y) ? x.y : 0.',
  ifnull: 'Write has(x.y) ? x.y : 0.',
  nvl: 'Write has(x.y) ? x.y : 0.',
  concat: 'Join texts and lists with +.',
  days: "Write duration('3d').",
  hours: "Write duration('12h').",
  if: 'Write condition ? yes : no.',
  not: 'Write !x.',
  reduce: 'Only sum() makes one value of a list; compute others in an action.',
};

/** What to write for a call that the language does not have, as it stands in the playbook; null when nothing is like it. */
export function callFromElsewhere(call: string): string | null {
  const [, receiver, name = '', values = ''] = /^(?:(.*)\.)?([A-Za-z_]\w*)\(([\s\S]*)\)$/.exec(call) ?? [];
  const plain = name.toLowerCase();
  const method = Object.hasOwn(sameMethod, plain) ? sameMethod[plain] : undefined;
  const same = Object.hasOwn(sameCall, plain) ? sameCall[plain] : undefined;
  if (receiver !== undefined && method !== undefined) return `${receiver}.${method}(${values})`;
  if (receiver === undefined && same !== undefined) return `${same}(${values})`;
  if (receiver === undefined && method !== undefined) {
    const [first = 'x', ...others] = values.split(/,\s*/);
    return `${first}.${method}(${others.join(', ')})`;
  }
  return Object.hasOwn(advice, plain) ? (advice[plain] ?? null) : null;
}

const literals: Readonly<Record<string, string>> = {
  none: 'null',
  nil: 'null',
  undefined: 'null',
  null: 'null',
  true: 'true',
  false: 'false',
};

/** `None`, `True` and the like, as they are written here. */
export function literalFromElsewhere(word: string): string | null {
  const plain = word.toLowerCase();
  return Object.hasOwn(literals, plain) ? (literals[plain] ?? null) : null;
}

const features: Readonly<Record<string, string>> = {
  cost_per_acquisition: 'cpa',
  cost_per_conversion: 'cpa',
  cost_per_click: 'cpc',
  click_through_rate: 'ctr',
  return_on_ad_spend: 'roas',
  cvr: 'conversion_rate',
  cost: 'spend',
  budget: 'daily_budget',
  saturation: 'audience_saturation_pct',
};

/** A feature by another of its names, where it is one of the choices. */
export function featureFromElsewhere(word: string, choices: readonly string[]): string | null {
  const plain = word.toLowerCase();
  const found = Object.hasOwn(features, plain) ? features[plain] : undefined;
  return found !== undefined && choices.includes(found) ? found : null;
}

const maps: Readonly<Record<string, string>> = {
  env: 'inputs',
  vars: 'inputs',
  variables: 'inputs',
  params: 'inputs',
  parameters: 'inputs',
  campaign: 'entity',
  features: 'context',
};

/** The map of this language that holds what a map of another tool holds; for secrets, why there is none. */
export function mapFromElsewhere(word: string, names: Readonly<Record<string, ValueType>>): string | null {
  const plain = word.toLowerCase();
  if (plain === 'secrets') return 'A playbook holds no secrets: actions sign in by themselves.';
  const same = Object.hasOwn(maps, plain) ? maps[plain] : undefined;
  return same !== undefined && Object.hasOwn(names, same) ? same : null;
}

/** The first map in scope that has a field of this name: `campaign_id` is `inputs.campaign_id`. */
export function dottedName(word: string, names: Readonly<Record<string, ValueType>>): string | null {
  for (const [name, type] of Object.entries(names)) {
    if (type.kind !== 'map') continue;
    if (Object.hasOwn(type.fields, word)) return `${name}.${word}`;
    const feature = name === 'context' ? featureFromElsewhere(word, Object.keys(type.fields)) : null;
    if (feature !== null) return `${name}.${feature}`;
  }
  return null;
}
