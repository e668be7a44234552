import { defineQuery, defineSignal, log, setHandler } from '@temporalio/workflow';
import type { AgentState } from '../../contracts/agent-state.ts';
import type { DecisionOutcome } from '../../contracts/approval.ts';
import type { CancelSignal } from '../../contracts/execution.ts';
import type { Mailbox } from '../approvals/mailbox.ts';
import { readDecide, readDelegate, readWithdraw } from '../approvals/read-signal.ts';
import { messageNames, stateQueryName, steeringNames } from '../messages.ts';
import { type EventInbox, readDeliverEvent } from './event-inbox.ts';
import type { Pauses } from './pauses.ts';
import { readCancel, readPause } from './read-steering.ts';

/** Whom the messages of an execution are for. */
export type Listeners = {
  readonly mailbox: Mailbox;
  readonly pauses: Pauses;
  readonly inbox: EventInbox;
  readonly cancel: (signal: CancelSignal) => void;
  readonly state: () => AgentState;
};

/**
 * Connects the signals and the queries of an execution with those who act on them. Every handler is done within the moment
 * in which the message comes, so none is ever unfinished when the execution moves to a new history or ends.
 */
export function listen({ mailbox, pauses, inbox, cancel, state }: Listeners): void {
  hear(messageNames.decide, readDecide, mailbox.decide);
  hear(messageNames.withdraw, readWithdraw, mailbox.withdraw);
  hear(messageNames.delegate, readDelegate, mailbox.delegate);
  hear(steeringNames.event, readDeliverEvent, inbox.deliver);
  hear(steeringNames.pause, readPause, pauses.pause);
  hear(steeringNames.resume, readPause, pauses.resume);
  hear(steeringNames.cancel, readCancel, cancel);
  setHandler(defineQuery<readonly DecisionOutcome[]>(messageNames.outcomes), () => mailbox.outcomes());
  setHandler(defineQuery<AgentState>(stateQueryName), state);
}

/** Deeper than any message of ours; what is deeper could be copied or sent on by nobody, and would fail the task for ever. */
const mostLevels = 64;

function nests(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => nests(each, levels - 1));
}

function hear<T>(name: string, read: (payload: unknown) => T | null, act: (message: T) => void): void {
  setHandler(defineSignal<[unknown]>(name), (payload) => {
    const message = nests(payload, mostLevels) ? null : read(payload);
    if (message === null) log.warn(`A ${name} signal that cannot be read was dropped`);
    else act(message);
  });
}
