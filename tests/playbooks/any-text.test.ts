import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnosticSchema } from '../../contracts/diagnostic.ts';
import { isErrorCode } from '../../contracts/errors/index.ts';
import { planSchema } from '../../contracts/plan/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { testDefinitions } from './definitions.ts';

const page = readFileSync('docs/playbook-language.md', 'utf8');
const examples = [...page.matchAll(/```yaml\n(# complete\n[\s\S]*?)```/g)].map(([, source]) => source ?? '');
const broken = readdirSync(join(import.meta.dirname, 'broken')).map((file) =>
  readFileSync(join(import.meta.dirname, 'broken', file), 'utf8'),
);

/** A plan of the published shape, or at least one error; every place lies inside the text. */
function check(source: string): void {
  const { plan, digest, diagnostics } = compilePlaybook(source, { file: 'any.yaml', actions: testDefinitions });
  const lines = source.split('\n').length;
  for (const each of diagnostics) {
    diagnosticSchema.parse(each);
    if (!isErrorCode(each.code)) throw new Error(`${each.code} is not a code`);
    if (each.line > lines || each.end_line > lines) throw new Error(`line ${each.line} of ${lines}`);
  }
  const failed = diagnostics.some((each) => each.severity === 'error');
  if (failed !== (plan === null) || failed !== (digest === null)) throw new Error('neither a plan nor an error');
  if (plan !== null) planSchema.parse(plan);
}

const fragments = [
  '{{',
  '}}',
  '{',
  '}',
  '[',
  ']',
  ': ',
  '- ',
  '\n',
  '\n  ',
  '\t',
  '"',
  "'",
  '&a ',
  '*a',
  '!!js ',
  '---\n',
  '...\n',
  '#',
  '|\n',
  '>\n',
  '? ',
  '<<: ',
  '%YAML 1.1\n',
  '\u0000',
  '\uFEFF',
  '\r\n',
  'null',
  '1e999',
  '.nan',
  '__proto__: ',
  'constructor',
  'id: a\n',
  'steps:\n',
  'é',
  '𝒳',
  '\ud800',
];

const mutated = fc
  .tuple(
    fc.constantFrom(...examples, ...broken),
    fc.array(
      fc.record({
        at: fc.nat(),
        cut: fc.nat({ max: 40 }),
        put: fc.oneof(fc.constantFrom(...fragments), fc.string({ maxLength: 8 })),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  )
  .map(([source, changes]) =>
    changes.reduce((text, { at, cut, put }) => {
      const from = at % (text.length + 1);
      return text.slice(0, from) + put + text.slice(from + cut);
    }, source),
  );

describe('whatever the text is', () => {
  it('arbitrary texts give a plan or diagnostics, never a crash', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 300 }),
          fc.array(fc.constantFrom(...fragments), { maxLength: 60 }).map((parts) => parts.join('')),
        ),
        check,
      ),
      { numRuns: 500 },
    );
  });

  it('mutated playbooks give a plan or diagnostics, never a crash', () => {
    fc.assert(fc.property(mutated, check), { numRuns: 400 });
  });

  it.each([
    [
      'an alias bomb',
      `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghij'
        .split('')
        .map((name, at) => `${name}: &${name} [${`*${'abcdefghij'[at]}, `.repeat(9)}]\n`)
        .join('')}`,
      'PLAYBOOK_YAML_LIMIT',
    ],
    [
      'ten aliases that multiply',
      `id: x\na: &a [${'1,'.repeat(900)}]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nsteps: [*c, *c, *c]\n`,
      'PLAYBOOK_YAML_LIMIT',
    ],
    ['an anchor that holds itself', 'id: x\nname: x\nsteps: &a [*a]\n', 'PLAYBOOK_YAML_LIMIT'],
    ['ten thousand brackets', '['.repeat(10_000), 'PLAYBOOK_YAML_LIMIT'],
    ['ten thousand dashes', '- '.repeat(10_000), 'PLAYBOOK_YAML_LIMIT'],
    ['four thousand dashes', `- ${'- '.repeat(4_000)}`, 'PLAYBOOK_YAML_LIMIT'],
    [
      'four hundred levels of maps',
      Array.from({ length: 400 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
      'PLAYBOOK_YAML_LIMIT',
    ],
    ['a scalar of one megabyte', `id: ${'x'.repeat(1_000_000)}`, 'PLAYBOOK_TOO_LARGE'],
    ['merge keys', 'id: x\nbase: &b { a: 1 }\nlabels:\n  <<: *b\n', 'PLAYBOOK_YAML_TAG'],
    ['a tag that would run code', 'id: !!js/function "function(){}"\n', 'PLAYBOOK_YAML_TAG'],
    ['a directive', '%YAML 1.1\n---\nid: x\n', 'PLAYBOOK_YAML_TAG'],
    ['two documents', 'id: x\n---\nid: y\n', 'PLAYBOOK_YAML_DOCUMENTS'],
    [
      'a look-alike letter in a step id',
      'id: x\nname: x\nsteps: [{ id: "pаuse", stop: completed }]\n',
      'PLAYBOOK_ID_INVALID',
    ],
    ['an octal-looking number as id', 'id: 010\nname: x\nsteps: []\n', 'PLAYBOOK_TYPE_MISMATCH'],
    [
      'money that is not finite',
      'id: x\nname: x\nsteps: []\nguardrails: { min_spend: 1e999 }\n',
      'PLAYBOOK_VALUE_INVALID',
    ],
    ['a prototype as input', 'id: x\nname: x\ninputs: { __proto__: string }\nsteps: []\n', 'PLAYBOOK_ID_INVALID'],
  ])('%s is refused', (_, source, code) => {
    const { plan, diagnostics } = compilePlaybook(source, { file: 'hostile.yaml', actions: testDefinitions });
    expect(plan).toBeNull();
    expect(diagnostics.map((each) => each.code)).toContain(code);
  });
});
