import { describe, expect, it } from 'vitest';
import { undoSelectorSchema } from '../../../contracts/undo.ts';
import { selectorOf, type UndoDraft, undoKinds } from './undo-draft.ts';

const draft: UndoDraft = {
  ...{ kind: 'day', day: '2026-11-20', playbook_id: 'campaign_health_v1', approver: ' Ana@brand.example ' },
  since: '2026-11-18',
};

describe('a selection of changes to take back', () => {
  it('is one that the server takes, for every kind', () => {
    for (const { kind } of undoKinds) {
      const selector = selectorOf({ ...draft, kind });
      expect(undoSelectorSchema.safeParse(selector).error, kind).toBeUndefined();
    }
  });

  it('names exactly what its kind asks for', () => {
    expect(selectorOf(draft)).toEqual({ day: '2026-11-20' });
    const since = new Date('2026-11-18T00:00:00').toISOString();
    expect(selectorOf({ ...draft, kind: 'playbook' })).toEqual({ playbook_id: 'campaign_health_v1', since });
    expect(selectorOf({ ...draft, kind: 'approver' })).toEqual({ approver: 'ana@brand.example', since });
  });

  it.each([
    { day: '' },
    { day: '2026-13-45' },
    { kind: 'playbook', playbook_id: '' },
    { kind: 'playbook', since: '' },
    { kind: 'approver', approver: 'ana' },
    { kind: 'approver', since: 'yesterday' },
  ] as const)('is not sent with %j', (wrong) => {
    expect(selectorOf({ ...draft, ...wrong })).toBeNull();
  });
});
