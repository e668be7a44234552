import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { said } from '../../tests/playbooks/compile-text.ts';
import { testDefinitions } from '../../tests/playbooks/definitions.ts';
import { compilePlaybook, compilePlaybooks, type KnownPlaybook, slugOf } from './index.ts';
import { cycleThrough } from './known-playbooks.ts';

const file = (name: string, body: string, id = `${name}_v1`) => ({
  file: `playbooks/${name}.yaml`,
  source: `id: ${id}\nname: Test\n${body}\n`,
});
const calling = (...ids: string[]) =>
  `steps: [${ids.map((id, at) => `{ id: call_${at}, playbook: ${id} }`).join(', ') || '{ id: done, stop: completed }'}]`;
const compile = (files: { file: string; source: string }[], more = {}) =>
  compilePlaybooks(files, { actions: testDefinitions, ...more }).map(({ file: name, diagnostics }) => [
    slugOf(name),
    ...said(diagnostics),
  ]);
const circle = 'Use `repeat` for steps that are done again, or move what both need into a playbook of its own.';

describe('playbooks that are compiled together', () => {
  it('know each other by id and by the name of the file; the plan has the id', () => {
    const files = [file('first', calling('second_v1', 'second')), file('second', calling())];
    const [first, second] = compilePlaybooks(files, { actions: testDefinitions });
    expect(first?.diagnostics).toEqual([]);
    expect(first?.plan?.steps).toMatchObject([{ playbook_id: 'second_v1' }, { playbook_id: 'second_v1' }]);
    expect(second?.digest).toBe(
      compilePlaybook(files[1]?.source ?? '', { file: 'second.yaml', actions: testDefinitions }).digest,
    );
  });

  it('an unknown child is told with what was meant, unless there may be others', () => {
    const files = [file('first', calling('secnd_v1')), file('second', calling())];
    expect(compile(files)).toEqual([['first', 'CHILD_UNKNOWN 3:33 second_v1'], ['second']]);
    expect(compile(files, { incomplete: true })).toEqual([['first'], ['second']]);
    const known: KnownPlaybook = { playbook_id: 'secnd_v1', slug: 'secnd', inputs: {}, calls: [] };
    expect(compile(files, { playbooks: [known] })).toEqual([['first'], ['second']]);
    // A file that nobody can read may be the one that was meant.
    expect(compile([...files, { file: 'broken.yaml', source: '[' }])[0]).toEqual(['first']);
  });

  it('inputs of a child are checked by name, by type and for being there', () => {
    const child = `inputs: { campaign_id: string, days: { type: integer, default: 7 }, note: { type: string, required: false } }\n${calling()}`;
    const call = (inputs: string) =>
      compile([
        file('first', `steps: [{ id: a, playbook: second_v1, inputs: ${inputs} }]`),
        file('second', child),
      ])[0]?.slice(1);
    expect(
      call("{ campaign_id: '{{ entity.id }}', days: 3, note: '{{ has(entity.name) ? entity.name : null }}' }"),
    ).toEqual([]);
    expect(call('{ days: 3 }')).toEqual(['PARAM_MISSING 3:28 inputs: { campaign_id: … }']);
    expect(call("{ campaign_id: '1', dais: 3 }")).toEqual(['PARAM_UNKNOWN 3:67 days']);
    expect(call("{ campaign_id: 17, days: '3' }")).toEqual(["PARAM_TYPE 3:62 '17'", 'PARAM_TYPE 3:72 3']);
    expect(call("{ campaign_id: '{{ context.cpa }}' }")).toEqual(['PARAM_TYPE 3:62 Use string(…).']);
    expect(call('[]')).toContain('TYPE_MISMATCH 3:47');
  });

  it('cycles are found with the way, in every playbook of the circle and in no other', () => {
    const files = [
      file('first', calling('second_v1')),
      file('second', calling('third')),
      file('third', calling('first_v1')),
      file('outside', calling('first_v1')),
      file('itself', calling('itself_v1')),
    ];
    expect(compile(files)).toEqual([
      ['first', `CYCLE 3:33 ${circle}`],
      ['second', `CYCLE 3:33 ${circle}`],
      ['third', `CYCLE 3:33 ${circle}`],
      ['outside'],
      ['itself', `CYCLE 3:33 ${circle}`],
    ]);
    const [first] = compilePlaybooks(files, { actions: testDefinitions });
    expect(first?.diagnostics[0]?.message).toBe(
      'second_v1 leads back to first_v1: first_v1 → second_v1 → third_v1 → first_v1.',
    );
  });

  it('a playbook that does not compile still says whom it calls', () => {
    const files = [file('first', calling('second_v1')), file('second', `${calling('first_v1')}\nguardrails: 3`)];
    expect(compile(files)[0]).toEqual(['first', `CYCLE 3:33 ${circle}`]);
  });

  it('an id that two files have is an error of the later one', () => {
    expect(compile([file('first', calling(), 'same_v1'), file('second', calling(), 'same_v1')])).toEqual([
      ['first'],
      ['second', 'ID_DUPLICATE 1:5 same_v2'],
    ]);
  });

  it('without a word about other playbooks, nothing about them is checked but that none starts itself', () => {
    const alone = (source: string) =>
      said(compilePlaybook(source, { file: 'a.yaml', actions: testDefinitions }).diagnostics);
    expect(alone(file('first', calling('whoever')).source)).toEqual([]);
    expect(alone(file('first', calling('first_v1')).source)).toEqual([`CYCLE 3:33 ${circle}`]);
  });
});

describe('the way back', () => {
  const graphs = fc
    .integer({ min: 1, max: 8 })
    .chain((size) =>
      fc.array(fc.array(fc.nat({ max: size - 1 }), { maxLength: 3 }), { minLength: size, maxLength: size }),
    );

  it('is found exactly when there is one, and is a way', () => {
    fc.assert(
      fc.property(graphs, (edges) => {
        const playbooks = edges.map(
          (to, at): KnownPlaybook => ({
            playbook_id: `p${at}`,
            slug: `s${at}`,
            inputs: {},
            calls: to.map((each, n) => (n % 2 === 0 ? `p${each}` : `s${each}`)),
          }),
        );
        // Reachability the slow way, as a witness.
        const reach = new Set(edges[0]);
        for (let round = 0; round < edges.length; round += 1)
          for (const each of [...reach]) for (const next of edges[each] ?? []) reach.add(next);
        const ways = (edges[0] ?? []).map((first) => cycleThrough('p0', `p${first}`, playbooks));
        expect(ways.some((way) => way !== null)).toBe(reach.has(0));
        for (const way of ways.filter((each) => each !== null)) {
          expect([way[0], way.at(-1)]).toEqual(['p0', 'p0']);
          for (const [at, id] of way.slice(0, -1).entries()) {
            const from = edges[Number(id.slice(1))] ?? [];
            expect(from).toContain(Number(way[at + 1]?.slice(1)));
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
