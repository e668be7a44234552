import { subscribe } from 'node:diagnostics_channel';

/**
 * Every edge of a money write at which a process may die, in the order in which it passes them.
 * Between two neighbours nothing is decided, so killing at each of them is killing everywhere.
 */
export const failpointNames = [
  'before_intent_commit',
  'after_intent_commit',
  'before_arm',
  'after_arm',
  'before_socket_write',
  'after_socket_write',
  'after_response',
  'after_applied_commit',
  'after_read_back',
  'before_receipt_commit',
  'after_receipt_commit',
  'before_activity_return',
] as const;
/** One edge. */
export type FailpointName = (typeof failpointNames)[number];

/** Passes an edge. The default does nothing. */
export type Failpoint = (name: FailpointName) => void | Promise<void>;

/** What a process does that has no failpoint set. */
export const noFailpoint: Failpoint = () => undefined;

/**
 * A failpoint for chaos tests: `MBI_FAILPOINT=name:n` makes the process kill itself with SIGKILL when it passes that edge
 * for the n-th time; without the variable nothing ever happens. Throws when the name is not one of the list.
 * `after_socket_write` is the moment at which Node’s HTTP client has handed the whole request of a POST to the kernel.
 */
export function createFailpoint(
  environment: Readonly<Record<string, string | undefined>>,
  kill: () => void = () => process.kill(process.pid, 'SIGKILL'),
): Failpoint {
  const setting = environment.MBI_FAILPOINT;
  if (setting === undefined || setting === '') return noFailpoint;
  const [name, times = '1'] = setting.split(':');
  if (!failpointNames.some((known) => known === name) || !/^[1-9]\d*$/.test(times))
    throw new Error(`MBI_FAILPOINT must be name:n with a name out of ${failpointNames.join(', ')}.`);
  let left = Number(times);
  const pass = (passed: FailpointName): void => {
    if (passed !== name) return;
    left -= 1;
    if (left === 0) kill();
  };
  if (name === 'after_socket_write')
    subscribe('undici:request:bodySent', (message) => {
      if (isPost(message)) pass('after_socket_write');
    });
  return pass;
}

function isPost(message: unknown): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    'request' in message &&
    typeof message.request === 'object' &&
    message.request !== null &&
    'method' in message.request &&
    message.request.method === 'POST'
  );
}
