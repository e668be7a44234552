import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPauses, type PausesRecord } from './pauses.ts';

/** Pauses on a clock that the test turns; `heard` is what changed. */
function open(initial: readonly string[] = [], carried: PausesRecord | null = null, from = 0) {
  const time = { ms: from };
  const heard: boolean[] = [];
  const pauses = createPauses({ initial, carried, now: () => time.ms, changed: (paused) => heard.push(paused) });
  return { time, heard, ...pauses };
}
const of = (pause_id: string) => ({ pause_id });

describe('pauses', () => {
  it('overlap: the execution goes on when the last is lifted', () => {
    const pauses = open();
    pauses.pause(of('a'));
    pauses.pause(of('b'));
    pauses.resume(of('a'));
    expect(pauses.paused()).toBe(true);
    pauses.resume(of('b'));
    expect(pauses.paused()).toBe(false);
    expect(pauses.heard).toEqual([true, false]);
  });

  it('that come twice, or that nobody put, change nothing', () => {
    const pauses = open();
    pauses.pause(of('a'));
    pauses.pause(of('a'));
    pauses.resume(of('unknown'));
    expect(pauses.paused()).toBe(true);
    pauses.resume(of('a'));
    pauses.resume(of('a'));
    pauses.pause(of('a'));
    expect(pauses.paused()).toBe(false);
    expect(pauses.heard).toEqual([true, false]);
  });

  it('do not park an execution for ever when the resume overtakes its pause', () => {
    const pauses = open();
    pauses.resume(of('a'));
    pauses.pause(of('a'));
    expect(pauses.paused()).toBe(false);
  });

  it('that held at the start hold until each is lifted', () => {
    const pauses = open(['a', 'b']);
    expect(pauses.paused()).toBe(true);
    pauses.resume(of('b'));
    expect(pauses.paused()).toBe(true);
    pauses.resume(of('a'));
    expect(pauses.paused()).toBe(false);
  });

  it('stop the clock of approvals, and only as long as one of them holds', () => {
    const pauses = open([], null, 1_000);
    expect(pauses.clock()).toBe(1_000);
    pauses.pause(of('a'));
    pauses.time.ms = 4_000;
    expect([pauses.clock(), pauses.wall(1_500)]).toEqual([1_000, 4_500]);
    pauses.resume(of('a'));
    pauses.time.ms = 4_100;
    expect([pauses.clock(), pauses.wall(1_500)]).toEqual([1_100, 4_500]);
  });

  it('survive a move to a new history, whatever came before it', () => {
    const news = fc.array(
      fc.record({ kind: fc.constantFrom('pause', 'resume'), id: fc.constantFrom('a', 'b', 'c'), after: fc.nat(9) }),
    );
    const story = (cut: number) => (events: readonly { kind: string; id: string; after: number }[]) => {
      let pauses = open(['a']);
      for (const [index, { kind, id, after }] of events.entries()) {
        if (index === cut) pauses = open(['a'], JSON.parse(JSON.stringify(pauses.pack())), pauses.time.ms);
        pauses.time.ms += after;
        if (kind === 'pause') pauses.pause(of(id));
        else pauses.resume(of(id));
      }
      return [pauses.paused(), pauses.clock(), pauses.pack()];
    };
    fc.assert(
      fc.property(news, fc.nat(20), (events, cut) => {
        expect(story(cut)(events)).toEqual(story(-1)(events));
      }),
    );
  });

  it('do not grow without end under a flood of forged resumes', () => {
    const pauses = open();
    for (let index = 0; index < 10_001; index += 1) pauses.resume(of(`forged${index}`));
    expect(pauses.pack().lifted).toHaveLength(1_000);
  });
});
