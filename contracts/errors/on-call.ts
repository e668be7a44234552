import { defineErrors } from './define.ts';

/** Errors of steering what runs: pauses, re-runs, failures, stored payloads. */
export const onCallErrors = defineErrors({
  PAUSE_NOT_FOUND: {
    status: 404,
    retryable: false,
    title: 'No such pause',
    meaning: 'There is no pause with this id in your tenant.',
    fix: 'See `mbi incident status`.',
  },
  RERUN_NOT_POSSIBLE: {
    status: 422,
    retryable: false,
    title: 'The execution cannot be run again from there',
    meaning: 'A step or a result that the new execution would build on is not there; the step is in the details.',
    fix: 'Run again from an earlier step, skip the step with a value, or start the playbook anew.',
  },
  REPLAY_HISTORY_GONE: {
    status: 410,
    retryable: false,
    title: 'The history of the execution is not kept any more',
    meaning: 'Temporal keeps the history of an execution that has ended for a while only; there is nothing to replay.',
    fix: 'Replay the analysis instead (`mbi recommend --replay`): its context is kept with the recommendation.',
  },
  REPLAY_TOO_COSTLY: {
    status: 422,
    retryable: false,
    title: 'The history cannot be replayed within the limits',
    meaning: 'It is larger, or replaying it took more time or memory, than a worker that runs beside it can spare.',
    fix: 'Replay it on another machine: `mbi replay EXECUTION`.',
  },
  REPLAY_TIMEOUT: {
    status: 504,
    retryable: true,
    title: 'The replay has not answered in time',
    meaning: 'No worker took it up, or others are replayed before it: one history is replayed at a time.',
    fix: 'Ask again in a minute; see whether a worker runs with `mbi doctor`.',
  },
  FAILURE_NOT_FOUND: {
    status: 404,
    retryable: false,
    title: 'No such group of failures',
    meaning: 'No failed execution of your tenant has this fingerprint.',
    fix: 'See `mbi failures list --all`.',
  },
  PAYLOAD_TAMPERED: {
    status: 500,
    retryable: false,
    title: 'A stored payload is not what was stored',
    meaning:
      'The bytes of a large payload do not have the sha256 under which the history names them, or are gone. Nothing was built on them.',
    fix: 'Find out who changed `payload_blobs`; restore the row from a backup, or run the execution again.',
  },
});
