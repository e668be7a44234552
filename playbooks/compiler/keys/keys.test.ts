import { describe, expect, it } from 'vitest';
import { testDefinitions } from '../../../tests/playbooks/definitions.ts';
import { hostedKeys } from '../../../tests/playbooks/language-hosts.ts';
import { compilePlaybook } from '../index.ts';
import { type KeyValue, type LanguageKey, languageMaps, stepKeys, stepMaps } from './index.ts';

const compile = (playbook: unknown) =>
  compilePlaybook(JSON.stringify(playbook), { file: 'keys.yaml', actions: testDefinitions });
/** Names of the test’s own agents stand in for those of an example. */
const known: Readonly<Record<string, string>> = { AdPlatformAgent: 'NotifyAgent', read_campaign_state: 'tell' };

describe('the tables of the language', () => {
  it.each(hostedKeys().map((each) => [each.name, each] as const))(
    'the example of %s compiles',
    (name, { key, host }) => {
      const { example } = key;
      const value = name === 'step.action.params' ? { text: 'hello' } : (known[String(example)] ?? example);
      expect(compile(host(value)).diagnostics.filter((each) => each.severity === 'error')).toEqual([]);
    },
  );

  // A key that a table allows and no reader reads would be ignored without a word.
  const checked = hostedKeys().filter(({ key }) => key.value.kind !== 'any' && key.value.kind !== 'named');
  it.each(checked.map((each) => [each.name, each] as const))(
    '%s is read: a value of the wrong kind is found',
    (_, { host }) => {
      const wrong = compile(host({ '%%': [true] })).diagnostics;
      expect(wrong.filter((each) => each.severity === 'error')).not.toEqual([]);
    },
  );

  it('name only maps that are there, and every map is used by some key', () => {
    const shapes: KeyValue[] = Object.values(languageMaps).flatMap(({ keys }) => valuesOf(keys));
    shapes.push(...valuesOf(stepKeys), ...Object.values(stepMaps).flatMap(({ keys }) => valuesOf(keys)));
    const used = new Set(shapes.flatMap(mapsIn));
    const conditions = shapes.some(({ kind }) => kind === 'conditions') ? ['condition'] : [];
    const branches = JSON.stringify(shapes).includes('"branch"') ? ['branch'] : [];
    expect([...used, ...conditions, ...branches, 'playbook'].toSorted()).toEqual(Object.keys(languageMaps).toSorted());
  });

  it('say everything in one sentence', () => {
    for (const { name, key } of hostedKeys()) expect(key.describe, name).toMatch(/^[A-Z`].*\.$/);
  });
});

function valuesOf(keys: Readonly<Record<string, LanguageKey>>): KeyValue[] {
  return Object.values(keys).map(({ value }) => value);
}

function mapsIn(value: KeyValue): string[] {
  if (value.kind === 'map') return [value.of];
  if (value.kind === 'list' || value.kind === 'named') return mapsIn(value.of);
  return value.kind === 'one_of' ? value.of.flatMap(mapsIn) : [];
}
