import { defineQuery, defineSignal, log, setHandler } from '@temporalio/workflow';
import type { DecisionOutcome } from '../../contracts/approval.ts';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { ExecutionInput } from '../../contracts/execution.ts';
import type { Step } from '../../contracts/plan/index.ts';
import { createMailbox, type Mailbox } from '../approvals/mailbox.ts';
import { readDecide, readWithdraw } from '../approvals/read-signal.ts';
import { messageNames } from '../messages.ts';
import type { Frame } from './frame.ts';
import { createJourney, type HistoryLimits, type Journey, type Luggage } from './journey.ts';
import { createProgress, type Progress } from './progress.ts';

/** Runs steps one after the other and gives the value of the last. */
export type Walk = (steps: readonly Step[], frame: Frame) => Promise<JsonValue>;

/** What every step kind may use. */
export type Run = {
  readonly input: ExecutionInput;
  readonly mailbox: Mailbox;
  readonly progress: Progress;
  readonly journey: Journey;
  /** For the kinds that hold other steps. */
  readonly walk: Walk;
};

/** Sets up one execution and listens for decisions before anything else happens, so that none can come too early. */
export function openRun(
  input: ExecutionInput,
  luggage: Luggage | null,
  limits: HistoryLimits,
  walkWith: (run: Run) => Walk,
): Run {
  const progress = createProgress(input);
  const mailbox = createMailbox(luggage?.mailbox ?? null, progress.decided);
  const journey = createJourney(input, luggage?.results ?? {}, mailbox.pack, limits);
  const run: Run = { input, mailbox, progress, journey, walk: (steps, frame) => walkWith(run)(steps, frame) };

  setHandler(defineSignal<[unknown]>(messageNames.decide), (payload) => {
    const signal = readDecide(payload);
    if (signal === null) log.warn('A decide signal that cannot be read was dropped');
    else mailbox.decide(signal);
  });
  setHandler(defineSignal<[unknown]>(messageNames.withdraw), (payload) => {
    const signal = readWithdraw(payload);
    if (signal === null) log.warn('A withdraw_decision signal that cannot be read was dropped');
    else mailbox.withdraw(signal);
  });
  setHandler(defineQuery<readonly DecisionOutcome[]>(messageNames.outcomes), () => mailbox.outcomes());
  return run;
}
