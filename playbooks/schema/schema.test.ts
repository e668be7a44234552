import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { type ActionDefinition, actionId } from '../../contracts/action.ts';
import { testDefinitions } from '../../tests/playbooks/definitions.ts';
import { compilePlaybook } from '../compiler/index.ts';
import { languageMaps, stepMaps } from '../compiler/keys/index.ts';
import { playbookSchema, renderPlaybookSchema } from './index.ts';

const validatorOf = (actions: readonly ActionDefinition[]) =>
  new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    validateFormats: false,
    allErrors: true,
  }).compile(playbookSchema(actions));
const shipped = validatorOf(actionCatalog);
const testing = validatorOf(testDefinitions);

const yamlIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
    .sort()
    .map((name) => ({ name, source: readFileSync(`${folder}/${name}`, 'utf8') }));

/** Every property of every map, with the path to it; what stands under if and allOf only narrows these. */
function propertiesOf(schema: unknown, path: string): { path: string; property: unknown }[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own =
    'properties' in schema && typeof schema.properties === 'object' ? Object.entries(schema.properties ?? {}) : [];
  const defs = '$defs' in schema && typeof schema.$defs === 'object' ? Object.entries(schema.$defs ?? {}) : [];
  return [
    ...own.flatMap(([name, property]) => [
      { path: `${path}/${name}`, property },
      ...propertiesOf(property, `${path}/${name}`),
    ]),
    ...defs.flatMap(([name, def]) => propertiesOf(def, name)),
  ];
}

describe('the JSON Schema of playbooks', () => {
  it('is committed as it follows from the table of keys and the actions; `npm run docs` rewrites it', () => {
    expect(readFileSync('docs/playbook.schema.json', 'utf8')).toBe(renderPlaybookSchema(actionCatalog));
  });

  it('says of every property what it is for, with an example', () => {
    const all = propertiesOf(playbookSchema(actionCatalog), 'playbook');
    expect(all.length).toBeGreaterThan(100);
    const bare = all.filter(
      ({ property }) =>
        typeof property !== 'object' ||
        property === null ||
        !('description' in property && typeof property.description === 'string' && property.description.length > 8) ||
        !('examples' in property && Array.isArray(property.examples) && property.examples.length > 0),
    );
    expect(bare.map((each) => each.path)).toEqual([]);
  });

  it('has every key of the language, and nothing that the compiler does not know', () => {
    const paths = new Set(propertiesOf(playbookSchema(actionCatalog), 'playbook').map((each) => each.path));
    const wanted = [
      ...Object.entries(languageMaps).flatMap(([map, { keys }]) => Object.keys(keys).map((key) => `${map}/${key}`)),
      ...Object.entries(stepMaps).flatMap(([kind, { keys }]) =>
        ['id', 'name', 'condition', ...Object.keys(keys)].map((key) => `step_${kind}/${key}`),
      ),
      ...actionCatalog.flatMap((each) =>
        Object.keys(each.params.shape).map((name) => `params_${actionId(each)}/${name}`),
      ),
    ];
    expect([...paths].sort()).toEqual([...new Set(wanted)].sort());
  });

  it('every example is one that it accepts', () => {
    const document = playbookSchema(actionCatalog);
    const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(document, 'doc');
    for (const { path, property } of propertiesOf(document, 'playbook')) {
      if (typeof property !== 'object' || property === null || !('examples' in property)) continue;
      const [map, key] = path.split('/');
      const at = map === 'playbook' ? `doc#/properties/${key}` : `doc#/$defs/${map}/properties/${key}`;
      const [example] = Array.isArray(property.examples) ? property.examples : [];
      expect([path, ajv.validate({ $ref: at }, example), ajv.errorsText()]).toEqual([path, true, 'No errors']);
    }
  });
});

describe('what the schema accepts', () => {
  for (const { name, source } of yamlIn('playbooks')) {
    it(`the shipped playbook ${name}`, () => {
      expect([shipped(parse(source)), shipped.errors]).toEqual([true, null]);
    });
  }

  it('every playbook that the compiler’s own tests accept', () => {
    const files = yamlIn('tests/playbooks/valid');
    for (const { name, source } of files) {
      const compiles = compilePlaybook(source, { file: name, actions: testDefinitions }).plan !== null;
      expect([name, compiles, testing(parse(source)), testing.errors]).toEqual([name, true, true, null]);
    }
  });
});

/** Mistakes that are ones of shape, whatever the values mean together. */
const shapes = new Set(
  [
    'KEY_UNKNOWN',
    'AGENT_UNKNOWN',
    'ACTION_UNKNOWN',
    'PARAM_MISSING',
    'PARAM_UNKNOWN',
    'ID_INVALID',
    'DURATION_INVALID',
  ].map((code) => `PLAYBOOK_${code}`),
);

describe('what the schema refuses', () => {
  it('every broken playbook whose mistake is one of shape', () => {
    const broken = yamlIn('tests/playbooks/broken').filter(({ name, source }) =>
      compilePlaybook(source, { file: name, actions: testDefinitions }).diagnostics.some((each) =>
        shapes.has(each.code),
      ),
    );
    expect(broken.length).toBeGreaterThan(6);
    expect(broken.filter(({ source }) => testing(parse(source))).map((each) => each.name)).toEqual([]);
  });

  const step = (text: string) => `id: a_v1\nname: A\nsteps: [${text}]\n`;
  const budget = 'agent: AdPlatformAgent, action: set_daily_budget';
  it.each([
    ['no steps', 'id: a_v1\nname: A\nsteps: []\n'],
    ['a step that does nothing', step('{ id: a }')],
    ['two kinds in one step', step('{ id: a, wait: 1h, stop: completed }')],
    ['a cap that is a text', `${step('{ id: a, wait: 1h }')}guardrails: { max_budget_change_pct: 25 % }\n`],
    ['a wait without a unit', step('{ id: a, wait: 5 }')],
    [
      'a budget that is no number',
      step(`{ id: a, ${budget}, params: { campaign_id: '1', daily_budget_minor: much } }`),
    ],
    ['a budget below one', step(`{ id: a, ${budget}, params: { campaign_id: '1', daily_budget_minor: 0 } }`)],
    ['a missing parameter', step(`{ id: a, ${budget}, params: { campaign_id: '1' } }`)],
    ['no parameters at all', step(`{ id: a, ${budget} }`)],
    ['an action of another agent', step('{ id: a, agent: NotifyAgent, action: set_daily_budget }')],
    ['a silent yes', step('{ id: a, approval: { title: Go, on_timeout: approve } }')],
    ['one branch', step('{ id: a, parallel: [[{ id: b, wait: 1h }]] }')],
  ])('%s', (_, source) => {
    expect(testing(parse(source))).toBe(false);
  });

  it('and not the same with a value filled in when it runs', () => {
    const good = step(
      `{ id: a, ${budget}, params: { campaign_id: '{{ entity.id }}', daily_budget_minor: '{{ context.x }}' } }`,
    );
    expect([testing(parse(good)), testing.errors]).toEqual([true, null]);
  });
});
