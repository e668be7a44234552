import { describe, expect, it } from 'vitest';
import { type Replay, type ReplayedField, replayedFields } from '../../../contracts/reasoning/replay.ts';
import { differenceRows, objectionWords, replaySentence } from './replay-words.ts';

const same: ReplayedField = { field: 'root_cause', same: true, recommended: 'no_change', now: 'no_change' };
const other = (field: ReplayedField['field'], recommended: ReplayedField['now'], now: ReplayedField['now']) => ({
  ...{ field, same: false, recommended, now },
});
const replay = (fields: readonly ReplayedField[], recommended = 'rules-3'): Replay => ({
  ...{ outcome: fields.every((each) => each.same) ? 'same' : 'different', fields: [...fields], objections: 0 },
  rules_version: { recommended, now: 'rules-3' },
});

describe('a replay in words', () => {
  it('says first that it is the same, with the version of the rules', () => {
    expect(replaySentence(replay([same]))).toBe('The same in all 1 fields (rules-3). No model was asked.');
    expect(replaySentence(replay([same], 'rules-2'))).toContain('(rules-2 then, rules-3 now)');
  });

  it('counts what is different, and lists only that', () => {
    const answer = replay([same, other('risk_level', 'low', 'high')]);
    expect(replaySentence(answer)).toContain('1 of 2 fields are different');
    expect(differenceRows(answer)).toEqual([{ key: 'risk_level', cells: ['Risk', 'low', 'high'] }]);
    expect(differenceRows(replay([same]))).toEqual([]);
  });

  it.each([
    [null, 'nothing'],
    ['creative_fatigue', 'creative fatigue'],
    [0.62, '0.62'],
    [[], 'none'],
    [{}, 'none'],
    [{ kind: 'set_bid', bid_amount_minor: 288 }, 'kind set bid, bid amount minor 288'],
    [[{ check: 'a' }, { check: 'b' }], 'check a; check b'],
  ])('reads %j as “%s”', (value, text) => {
    expect(differenceRows(replay([other('action', value, true)]))[0]?.cells).toEqual([
      'Action and amount',
      text,
      'true',
    ]);
  });

  it('has a name for every field', () => {
    const rows = differenceRows(replay(replayedFields.map((field) => other(field, 1, 2))));
    expect(new Set(rows.map(({ cells }) => cells[0])).size).toBe(replayedFields.length);
  });

  it('says what models had objected, and nothing when none had', () => {
    expect([0, 1, 3].map((objections) => objectionWords({ objections }))).toEqual([
      ...[null, expect.stringContaining('objected once'), expect.stringContaining('objected 3 times')],
    ]);
  });
});
