import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { checkEdits } from './check-edits.ts';

const approval = {
  editable: ['change_pct', 'note', 'pause', 'limit'],
  params: { change_pct: 15, note: 'why', pause: false, limit: null, campaign_id: '100' },
};
const check =
  (edits: JsonObject | null, decision: 'approve' | 'reject' = 'approve') =>
  () =>
    checkEdits(approval, { decision, edits });

describe('an edit', () => {
  it.each<[string, JsonObject | null]>([
    ['none', null],
    ['an empty one', {}],
    ['a number for a number', { change_pct: 10 }],
    ['several at once', { change_pct: 10, note: 'less', pause: true }],
    ['anything where nothing stood', { limit: 7 }],
  ])('is allowed: %s', (_case, edits) => {
    expect(check(edits)).not.toThrow();
  });

  it.each<[string, JsonObject, string[]]>([
    ['a parameter that is not editable', { campaign_id: '200' }, ['campaign_id']],
    ['a parameter that does not exist', { budget: 1 }, ['budget']],
    ['a text for a number', { change_pct: '10' }, ['change_pct']],
    ['a number for a text', { note: 3 }, ['note']],
    ['a name from the prototype', { constructor: 1 }, ['constructor']],
    ['every fault at once', { campaign_id: '200', pause: 'yes', change_pct: 5 }, ['campaign_id', 'pause']],
  ])('is refused by name: %s', (_case, edits, names) => {
    expect(check(edits)).toThrow(
      expect.objectContaining({
        code: 'DECISION_EDIT_INVALID',
        details: {
          editable: approval.editable,
          errors: names.map((name) => ({ pointer: `/body/edits/${name}`, detail: expect.any(String) })),
        },
      }),
    );
  });

  it('cannot come with a no', () => {
    expect(check({ change_pct: 10 }, 'reject')).toThrow(expect.objectContaining({ code: 'DECISION_EDIT_INVALID' }));
    expect(check({}, 'reject')).not.toThrow();
  });
});
