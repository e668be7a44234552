import { describe, expect, it } from 'vitest';
import { testDefinitions } from '../../../tests/playbooks/definitions.ts';
import { compilePlaybooks, knownOf, slugOf } from '../index.ts';

const look = "{ id: look, agent: HealthAgent, action: diagnose, params: { rows: '{{ [] }}' } }";
const ask = '{ id: ask, approval: { on_timeout: reject } }';
const done = '{ id: done, stop: completed }';
/** A playbook whose `on` stands on line 3 and whose steps stand on line 4. */
const file = (name: string, on: string, steps: string, more = '') => ({
  file: `playbooks/${name}.yaml`,
  source: `id: ${name}_v1\nname: Test\n${on === '' ? 'labels: {}' : `on: ${on}`}\nsteps: [${steps}]\n${more}\n`,
});
type File = ReturnType<typeof file>;
const compiled = (files: readonly File[]) => compilePlaybooks(files, { actions: testDefinitions });
/** The findings about circles of each file: `slug: severity code line:column`. */
const circles = (...files: readonly File[]) =>
  compiled(files).flatMap(({ file: name, diagnostics }) =>
    diagnostics
      .filter(({ code }) => code.endsWith('_CYCLE'))
      .map(
        ({ severity, code, line, column }) =>
          `${slugOf(name)}: ${severity} ${code.replace('PLAYBOOK_', '')} ${line}:${column}`,
      ),
  );
const firstOf = (...files: readonly File[]) => compiled(files)[0]?.diagnostics[0];

describe('playbooks that start each other by events', () => {
  it('two of them: each is told, with every hop, its file and its line', () => {
    const files = [file('first', 'approval.rejected', look), file('second', 'metric.anomaly', ask)];
    expect(circles(...files)).toEqual(['first: error EVENT_CYCLE 3:5', 'second: error EVENT_CYCLE 3:5']);
    expect(firstOf(...files)).toMatchObject({
      message:
        'Every execution of first_v1 leads to the next one: first_v1 tells of metric.anomaly in look (playbooks/first.yaml:4), which starts second_v1 (playbooks/second.yaml:3); second_v1 tells of approval.rejected in ask (playbooks/second.yaml:4), which starts first_v1 (playbooks/first.yaml:3).',
      suggestion: "match: event.data.playbook_id != 'second_v1'",
      doc: 'docs/errors/PLAYBOOK_EVENT_CYCLE.md',
    });
    expect(compiled(files).map(({ plan }) => plan)).toEqual([null, null]);
  });

  it('three of them, one hop being a call: who is only called is told at the step by which it goes on', () => {
    const files = [
      file('first', 'approval.rejected', '{ id: go, playbook: second }'),
      file('second', '', look),
      file('third', 'metric.anomaly', ask),
    ];
    expect(circles(...files)).toEqual([
      'first: error EVENT_CYCLE 3:5',
      'second: error EVENT_CYCLE 4:15',
      'third: error EVENT_CYCLE 3:5',
    ]);
    expect(firstOf(...files)?.message).toContain(
      'first_v1 calls second_v1 in go (playbooks/first.yaml:4); second_v1 tells',
    );
    // Whoever is only called cannot leave anybody out.
    expect(compiled(files)[1]?.diagnostics[0]?.suggestion).toBeNull();
  });

  it('one alone, by what one of its actions records', () => {
    const itself = file('itself', '[lead.created, metric.anomaly]', look);
    expect(circles(itself)).toEqual(['itself: error TRIGGER_CYCLE 3:20']);
    expect(firstOf(itself)?.suggestion).toBe("match: event.data.playbook_id != 'itself_v1'");
  });

  it('one alone that asks is told once, as before', () => {
    expect(circles(file('itself', 'approval.rejected', ask))).toEqual(['itself: error TRIGGER_CYCLE 3:5']);
  });

  it('the shortest circle without a condition is the one that is told', () => {
    const files = [
      file('first', 'approval.rejected', `${look}, { id: go, condition: context.cpa > 3, playbook: third }`),
      file('second', 'metric.anomaly', '{ id: on, playbook: third_v1 }'),
      file('third', '', ask),
    ];
    expect(firstOf(...files)).toMatchObject({ severity: 'error' });
    expect(firstOf(...files)?.message).toContain('first_v1 tells of metric.anomaly in look');
  });
});

describe('a condition in between makes it a warning, and does not hide it', () => {
  const second = file('second', 'metric.anomaly', ask);
  it.each([
    ['when', file('first', 'approval.rejected', look, 'when: context.cpa > 3')],
    ['match', file('first', '[{ event: approval.rejected, match: event.data.amount > 3 }]', look)],
    [
      'match on whether something is there',
      file('first', '[{ event: approval.rejected, match: has(event.data.amount) }]', look),
    ],
    [
      'condition',
      file('first', 'approval.rejected', look.replace('id: look,', 'id: look, condition: context.cpa > 3,')),
    ],
    [
      'switch',
      file('first', 'approval.rejected', `{ id: pick, switch: [{ when: context.cpa > 3, steps: [${look}] }] }`),
    ],
    [
      'catch',
      file(
        'first',
        'approval.rejected',
        `{ id: careful, try: [{ id: s, set: { x: 1 } }], catch: [{ steps: [${look}] }] }`,
      ),
    ],
    ['on_failure', file('first', 'approval.rejected', done, `on_failure: [${look}]`)],
  ])('%s', (_, first) => {
    expect(circles(first, second).map((each) => each.split(' ').slice(0, 3).join(' '))).toEqual([
      'first: warning EVENT_CYCLE',
      'second: warning EVENT_CYCLE',
    ]);
    expect(compiled([first, second]).every(({ plan }) => plan !== null)).toBe(true);
    expect(firstOf(first, second)?.message).toMatch(/^An execution of first_v1 leads to the next one:/);
  });

  it('`when` is not asked of a playbook that is called', () => {
    const first = file('first', 'metric.anomaly', '{ id: go, playbook: second_v1 }');
    expect(circles(first, file('second', '', look, 'when: context.cpa > 3'))).toEqual([
      'first: error EVENT_CYCLE 3:5',
      'second: error EVENT_CYCLE 4:15',
    ]);
  });
});

describe('no circle', () => {
  const second = file('second', 'metric.anomaly', ask);
  it.each([
    ['who listens to another event', file('first', 'lead.created', look)],
    ['who listens and causes nothing', file('first', 'approval.rejected', done)],
    ['who causes and does not listen', file('first', '', look)],
    ['a wait in between', file('first', 'approval.rejected', `{ id: rest, wait: 1d }, ${look}`)],
    [
      'a match that leaves the sender out',
      file('first', `[{ event: approval.rejected, match: event.data.playbook_id != 'second_v1' }]`, look),
    ],
    [
      'a match on another sender',
      file(
        'first',
        `[{ event: approval.rejected, match: "event.data.playbook_id == 'x_v1' && event.data.amount > 3" }]`,
        look,
      ),
    ],
    ['a webhook of a similar name', file('first', '[{ webhook: rejected }]', look)],
  ])('%s', (_, first) => {
    expect(circles(first, second)).toEqual([]);
  });

  it('neighbours of a circle, those that lead into it and those that it starts, are not told', () => {
    const files = [
      file('first', 'approval.rejected', look),
      second,
      file('before', 'lead.created', look),
      file('behind', 'metric.anomaly', done),
      file('caller', '', '{ id: go, playbook: first_v1 }'),
    ];
    expect(circles(...files)).toEqual(['first: error EVENT_CYCLE 3:5', 'second: error EVENT_CYCLE 3:5']);
  });

  it('calls alone are told as calls', () => {
    const files = [
      file('first', 'lead.created', '{ id: go, playbook: second_v1 }'),
      file('second', '', '{ id: back, playbook: first_v1 }'),
    ];
    expect(circles(...files).map((each) => each.split(' ')[2])).toEqual(['CYCLE', 'CYCLE']);
  });
});

describe('playbooks that are known without being compiled here', () => {
  const first = file('first', 'approval.rejected', look);
  const known = (each: File, as_deployed = false) => {
    const facts = knownOf(each, testDefinitions);
    if (facts?.events === undefined) throw new Error('nothing is known of it');
    return as_deployed ? { ...facts, events: { ...facts.events, file: null } } : facts;
  };
  const against = (...playbooks: ReturnType<typeof known>[]) =>
    compilePlaybooks([first], { actions: testDefinitions, playbooks, incomplete: true })[0]?.diagnostics ?? [];

  it('take part in the circle; a deployed one is named as such', () => {
    const [finding] = against(known(file('second', 'metric.anomaly', ask), true));
    expect(finding?.message).toContain('which starts second_v1 (line 3 of second_v1 as deployed)');
    expect(finding?.severity).toBe('error');
  });

  it('an older version of the playbook itself is not asked: the new text is what counts', () => {
    expect(against(known(file('first', 'metric.anomaly', ask)))).toEqual([]);
  });

  it('of which nothing is known about events start nothing', () => {
    const { events: _, ...blind } = known(file('second', 'metric.anomaly', ask));
    expect(against(blind)).toEqual([]);
  });
});
