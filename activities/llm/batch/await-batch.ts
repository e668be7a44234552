import { CodedError } from '../../../contracts/errors/index.ts';
import type { Patience } from '../wire/with-retries.ts';
import type { VendorBatch } from './vendor-batch.ts';

const firstWaitMs = 2_000;
/** Looks are never further apart, so that whoever waits shows a sign of life in time. */
const longestWaitMs = 20_000;
/** How long a batch that was called off may take to end. */
const lastMs = 60_000;

/** How a batch is waited for. */
export type Waiting = {
  readonly patience: Patience;
  /** When it is called off, in the time of `patience.now`. */
  readonly until: number;
  readonly signal: AbortSignal;
  readonly beat: () => void;
};

/**
 * Looks at a batch until it has ended, each time after a longer wait; a look that fails for a while is a look. When the time
 * is up the batch is called off, so that what is answered by then can be read. False when it has not ended even so. Throws
 * LLM_DEADLINE when the caller has gone (the batch goes on without it), and what the vendor says of a batch that it does not
 * know or may not show.
 */
export async function awaitBatch(door: VendorBatch, vendor_batch_id: string, waiting: Waiting): Promise<boolean> {
  const { patience, signal, beat } = waiting;
  let { until } = waiting;
  let called_off = false;
  for (let wait_ms = firstWaitMs; ; wait_ms = Math.min(2 * wait_ms, longestWaitMs)) {
    if (signal.aborted) throw new CodedError('LLM_DEADLINE', 'Nobody waits for the batch any more; it goes on.');
    beat();
    if (await passing(door.hasEnded(vendor_batch_id, signal))) return true;
    if (patience.now() >= until) {
      if (called_off) return false;
      await passing(door.cancel(vendor_batch_id, signal));
      [called_off, until, wait_ms] = [true, patience.now() + lastMs, firstWaitMs];
    }
    await patience.wait(Math.max(1, Math.min(wait_ms, until - patience.now())), signal);
  }
}

/** What an exchange gave; undefined when its fault may pass. */
async function passing<Result>(exchange: Promise<Result>): Promise<Result | undefined> {
  try {
    return await exchange;
  } catch (error) {
    if (error instanceof CodedError && error.code === 'LLM_UNAVAILABLE') return undefined;
    throw error;
  }
}
