import { describe, expect, it } from 'vitest';
import { emptyPlan } from '../../tests/harness/tenant-rows.ts';
import { explainTrigger, type TriggerQuestion } from './explain-trigger.ts';

const deployed = new Date('2026-03-01T00:00:00Z');
const at = new Date('2026-03-05T12:00:00Z');
const due = new Date('2026-03-05T09:00:00Z');
const schedule = {
  ...{ cron: '0 9 * * *', timezone: 'UTC', overlap: 'skip' as const, catchup_window_seconds: 60, jitter_seconds: 0 },
  skip: [],
};
const version = { version: 3, since: deployed, plan: { ...emptyPlan, schedule } };
const question: TriggerQuestion = {
  ...{ at, about: ' for Spring', version, first_deployed_at: deployed, retirements: [], evaluation: null },
  starting: false,
};
const came = (result: 'fired' | 'not_fired' | 'held' | 'skipped' | 'failed', due_at = due) => ({
  ...{ result, because: 'of this', due_at },
});

describe('why a playbook did (not) start', () => {
  it.each<[string, Partial<TriggerQuestion>, boolean, RegExp]>([
    [
      'it fired',
      { evaluation: came('fired') },
      true,
      /^It fired on 2026-03-05T09:00:00.000Z for Spring because of this\.$/,
    ],
    ['it did not', { evaluation: came('not_fired') }, true, /^It did not fire on .* because of this/],
    ['it was held', { evaluation: came('held') }, true, /^It was held on/],
    ['it was skipped', { evaluation: came('skipped') }, true, /would have fired, but was skipped/],
    ['it failed closed', { evaluation: came('failed') }, true, /could not be evaluated or started/],
    ['it is being started', { starting: true }, false, /its execution is being started/],
    [
      'nobody looked',
      {},
      false,
      /was due on 2026-03-05T09:00:00.000Z, but was not looked at for Spring: .* never been looked at before/,
    ],
    [
      'nobody looked this time',
      { evaluation: came('fired', new Date('2026-03-04T09:00:00Z')) },
      false,
      /was not looked at .* the newest before it was of 2026-03-04T09:00:00/,
    ],
    ['it was deployed later', { version: null }, false, /deployed only on 2026-03-01/],
    [
      'it was retired',
      { retirements: [{ since: new Date('2026-03-04T00:00:00Z'), until: null }] },
      false,
      /retired on 2026-03-04/,
    ],
    [
      'it was retired only afterwards',
      { retirements: [{ since: new Date('2026-03-05T10:00:00Z'), until: null }], evaluation: came('fired') },
      true,
      /^It fired/,
    ],
    [
      'it was retired for a while',
      { retirements: [{ since: new Date('2026-03-05T08:00:00Z'), until: new Date('2026-03-05T10:00:00Z') }] },
      false,
      /retired on 2026-03-05T08:00:00.000Z and deployed again only on 2026-03-05T10:00:00.000Z\.$/,
    ],
    [
      'it was retired and was back by then',
      { retirements: [{ since: new Date('2026-03-05T08:00:00Z'), until: due }] },
      false,
      /was due on 2026-03-05T09:00:00.000Z, but was not looked at/,
    ],
    [
      'it was retired for a while without a schedule',
      {
        version: { ...version, plan: { ...emptyPlan, on: [{ event: 'test.paid', match: null, line: 1 }] } },
        retirements: [{ since: due, until: new Date('2026-03-06T00:00:00Z') }],
      },
      false,
      /retired on 2026-03-05T09:00:00.000Z and deployed again only on 2026-03-06/,
    ],
    [
      'it was not due yet',
      { at: new Date('2026-03-01T08:00:00Z') },
      false,
      /version 3 was not due yet; 0 9 \* \* \* \(UTC\) comes next on 2026-03-01T09:00/,
    ],
    [
      'it is never due',
      { version: { ...version, plan: { ...emptyPlan, schedule: { ...schedule, cron: '0 9 30 2 *' } } } },
      false,
      /never comes/,
    ],
    ['nothing starts it', { version: { ...version, plan: emptyPlan } }, false, /neither schedule nor event/],
    [
      'no event had come',
      { version: { ...version, plan: { ...emptyPlan, on: [{ event: 'test.paid', match: null, line: 1 }] } } },
      false,
      /no event test\.paid had come by 2026-03-05T12:00/,
    ],
    [
      'an event counts beside the schedule',
      { evaluation: came('fired', new Date('2026-03-05T11:00:00Z')) },
      true,
      /^It fired on 2026-03-05T11:00/,
    ],
  ])('%s', (_case, more, evaluated, words) => {
    const answer = explainTrigger({ ...question, ...more });
    expect(answer.answer).toMatch(words);
    expect(answer.evaluated).toBe(evaluated);
  });
});
