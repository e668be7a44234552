import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from './change-set.ts';
import { type UndoableReceipt, waysBack } from './undo-ways.ts';

const change = (before: Change['before'], after: Change['before'], more: Partial<Change> = {}): Change => ({
  ...{ platform: 'meta_ads', account_id: 'act_1', campaign_id: '1', entity_type: 'campaign', entity_name: 'Spring' },
  ...{ entity_id: '1', field: 'daily_budget_minor', before, after, change_pct: null, money_moved_minor: 0, ...more },
});
let count = 0;
const receipt = (change: Change, execution_id = 'a', undone_by_execution_id: string | null = null): UndoableReceipt => {
  count += 1;
  return { receipt_id: `r${count}`, execution_id, change, undone_by_execution_id };
};
const outcome = (newestFirst: readonly UndoableReceipt[]) => {
  const { ways, left } = waysBack(newestFirst);
  return {
    back: ways.map((way) => [way.change.entity_id, way.change.after, way.change.before, way.receipts.length]),
    left: left.map((each) => [each.receipt.change.after, each.reason]),
  };
};

describe('what a selection of changes leads back to', () => {
  it('several changes of one field are one way back: from the newest value to the first one before', () => {
    expect(outcome([receipt(change(300, 400)), receipt(change(200, 300)), receipt(change(100, 200))])).toEqual({
      back: [['1', 400, 100, 3]],
      left: [],
    });
  });

  it('entities and fields stay apart, the newest first', () => {
    const rows = [
      receipt(change(50, 60, { entity_id: '2' })),
      receipt(change('active', 'paused', { field: 'status' })),
      receipt(change(200, 300)),
      receipt(change(100, 200)),
    ];
    expect(outcome(rows).back).toEqual([
      ['2', 60, 50, 1],
      ['1', 'paused', 'active', 1],
      ['1', 300, 100, 2],
    ]);
  });

  it('the same id on two platforms is not the same thing', () => {
    const rows = [receipt(change(200, 300, { platform: 'tiktok_ads' })), receipt(change(100, 200))];
    expect(outcome(rows).back).toHaveLength(2);
  });

  it('what somebody else set in between stays: only what came after it goes back', () => {
    expect(outcome([receipt(change(500, 550)), receipt(change(400, 460))])).toEqual({
      back: [['1', 550, 500, 1]],
      left: [[460, 'changed_since']],
    });
  });

  it('what was undone is left out', () => {
    expect(outcome([receipt(change(400, 460), 'a', 'u')])).toEqual({ back: [], left: [[460, 'already_undone']] });
  });

  it('a change and its undo in one selection cancel each other out; more after them leads back to the beginning', () => {
    const both = [receipt(change(460, 400), 'u'), receipt(change(400, 460), 'a', 'u')];
    expect(outcome(both)).toEqual({
      back: [],
      left: [
        [400, 'cancels_out'],
        [460, 'cancels_out'],
      ],
    });
    expect(outcome([receipt(change(400, 500), 'b'), ...both]).back).toEqual([['1', 500, 400, 3]]);
  });

  it('of an undo alone the change that it took back comes again', () => {
    expect(outcome([receipt(change(460, 400), 'u')]).back).toEqual([['1', 400, 460, 1]]);
  });

  it('an undo that was undone takes its change with it', () => {
    const rows = [receipt(change(460, 400), 'u', 'v'), receipt(change(400, 460), 'a', 'u')];
    expect(outcome(rows)).toMatchObject({
      back: [],
      left: [
        [400, 'already_undone'],
        [460, 'already_undone'],
      ],
    });
  });

  it('what was made from nothing cannot be un-made', () => {
    const made = change(null, 'ab', { field: 'content_digest', entity_type: 'creative' });
    const first = change(null, 400);
    expect(outcome([receipt(made), receipt(first)])).toEqual({
      back: [],
      left: [
        ['ab', 'cannot_be_unmade'],
        [400, 'cannot_be_unmade'],
      ],
    });
  });

  it('of nothing there is no way', () => {
    expect(waysBack([])).toEqual({ ways: [], left: [] });
  });

  it('law: every receipt is either on exactly one way or left, and every way is an unbroken chain', () => {
    const values = fc.integer({ min: 1, max: 3 });
    const rows = fc.array(
      fc.record({
        entity_id: fc.constantFrom('1', '2'),
        before: values,
        after: values,
        undone: fc.constantFrom(null, 'a', 'b', 'x'),
        execution_id: fc.constantFrom('a', 'b'),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(rows, (made) => {
        const all = made.map((row) =>
          receipt(change(row.before, row.after, { entity_id: row.entity_id }), row.execution_id, row.undone),
        );
        const { ways, left } = waysBack(all);
        const seen = [...ways.flatMap((way) => [...way.receipts]), ...left.map((each) => each.receipt)];
        expect(seen.map((row) => row.receipt_id).toSorted()).toEqual(all.map((row) => row.receipt_id).toSorted());
        for (const { change: back, receipts } of ways) {
          expect(back.after).toBe(receipts[0].change.after);
          expect(back.before).toBe(receipts.at(-1)?.change.before);
          for (const [index, row] of receipts.slice(1).entries())
            expect(row.change.after).toBe(receipts[index]?.change.before);
        }
      }),
    );
  });
});
