import { describe, expect, it } from 'vitest';
import type { PlatformChange } from '../../../../contracts/ad-platform.ts';
import type { OwnChange } from '../../../../db/queries/outcome-facts.ts';
import { budgetStep } from '../../../../tests/harness/spine-rows.ts';
import { confoundedBy, type MeasuredSet, otherOwnChanges, peopleChanges, takenBackAt } from './confounders.ts';
import type { MeasuredWindow } from './measured-window.ts';

const window: MeasuredWindow = {
  ...{ last_day_before: '2026-03-01', first_day: '2026-03-02', changed_on: '2026-03-03' },
  ...{ last_day: '2026-03-09', window_days: 7 },
};
const set = { execution_id: 'e1', change_set_id: 's1' };
const own = (more: Partial<OwnChange> & { readonly at?: string } = {}): OwnChange => {
  const { at = '2026-03-02T12:00:00Z', ...rest } = more;
  return {
    ...{ execution_id: 'e1', change_set_id: 's1', playbook_id: 'pacing_v1', change: budgetStep('100') },
    ...{ applied_at: new Date(at), undone_by_execution_id: null, undone_at: null },
    ...rest,
  };
};
const other = { execution_id: 'e2', change_set_id: 's2' };
const others = (changes: readonly OwnChange[], of: MeasuredSet = set, timezone = 'UTC') =>
  otherOwnChanges(changes, of, window, timezone);

describe('a change of ours', () => {
  it('that is the one measured confounds nothing', () => {
    expect(others([own(), own()])).toEqual([]);
  });

  it('of another execution confounds from the day of the change to the last day of the window', () => {
    const at = ['2026-03-01T23:59:00Z', '2026-03-02T00:00:00Z', '2026-03-09T23:59:00Z', '2026-03-10T00:00:00Z'];
    const found = others([own(), ...at.map((each) => own({ ...other, at: each }))]);
    expect(found.map((each) => each.at)).toEqual(['2026-03-02T00:00:00.000Z', '2026-03-09T23:59:00.000Z']);
    expect(found[0]).toMatchObject({ by: 'pacing_v1', ours: true, execution_id: 'e2' });
  });

  it('is of the day that the account’s own clock says', () => {
    const late = own({ ...other, at: '2026-03-10T03:30:00Z' });
    expect(others([own(), late], set, 'America/New_York')).toHaveLength(1);
    expect(others([own(), late], set, 'UTC')).toEqual([]);
  });

  it('by the same execution on the same day is part of it, and on a later day is not', () => {
    const [same, later] = [own({ change_set_id: 's3' }), own({ change_set_id: 's4', at: '2026-03-05T12:00:00Z' })];
    expect(others([own(), same, later]).map((each) => each.at)).toEqual(['2026-03-05T12:00:00.000Z']);
    expect(others([own(), same, later], { execution_id: 'e1', change_set_id: null })).toEqual([]);
  });
});

describe('an undo', () => {
  const undone = (at: string) => own({ undone_by_execution_id: 'u', undone_at: new Date(at) });
  it('within the window ends the measurement, one after it does not', () => {
    expect(takenBackAt([undone('2026-03-09T12:00:00Z')], set, window, 'UTC')).toEqual(new Date('2026-03-09T12:00:00Z'));
    expect(takenBackAt([undone('2026-03-10T12:00:00Z')], set, window, 'UTC')).toBeNull();
    expect(takenBackAt([own()], set, window, 'UTC')).toBeNull();
  });
  it('of something else is none of it', () => {
    const elsewhere = { ...undone('2026-03-05T12:00:00Z'), ...other };
    expect(takenBackAt([elsewhere], set, window, 'UTC')).toBeNull();
  });
});

describe('a change by a person', () => {
  const entry = (more: Partial<PlatformChange> = {}): PlatformChange => ({
    ...{ at: '2026-03-05T12:00:00Z', entity_id: '100', field: 'status', before: 'active', after: 'paused' },
    ...{ actor: 'Ann', ours: false },
    ...more,
  });
  it('is told with who made it', () => {
    expect(
      peopleChanges([entry(), entry({ actor: null, field: 'bid_amount_minor' })], [], window, 'UTC'),
    ).toMatchObject([
      { field: 'status', by: 'Ann', ours: false, execution_id: null },
      { field: 'bid_amount_minor', by: 'somebody' },
    ]);
  });
  it('is none when it was ours, said so or not, when it came outside the window, or steers nothing', () => {
    const applied = own();
    const { field, after, entity_id } = applied.change;
    const untold = entry({ field, after, entity_id, at: '2026-03-02T12:04:00Z' });
    const outside = [entry({ at: '2026-03-01T12:00:00Z' }), entry({ at: '2026-03-10T12:00:00Z' })];
    const history = [untold, entry({ ours: true }), entry({ field: 'other' }), ...outside];
    expect(peopleChanges(history, [applied], window, 'UTC')).toEqual([]);
    expect(peopleChanges([{ ...untold, at: '2026-03-02T13:00:00Z' }], [applied], window, 'UTC')).toHaveLength(1);
  });
});

it('what confounds is said in a sentence, the same thing once', () => {
  const change = {
    at: '2026-03-05T12:00:00Z',
    field: 'status',
    entity_id: '1',
    by: 'Ann',
    ours: false,
    execution_id: null,
  };
  expect(confoundedBy([change, change])).toBe('other changes in the same days: status by Ann on 2026-03-05');
  const own = { ...change, field: 'daily_budget_minor', by: 'budget_pacing_v1', ours: true, execution_id: 'e' };
  expect(confoundedBy([own])).toContain('daily budget by Budget pacing on');
  const many = ['a', 'b', 'c', 'd', 'e'].map((by) => ({ ...change, by }));
  expect(confoundedBy(many)).toMatch(/by c on 2026-03-05 and 2 more$/);
});
