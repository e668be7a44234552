import { setTimeout as sleep } from 'node:timers/promises';

/** What an open-loop run saw. Latencies in milliseconds, counted from when each request was due, not from when it was sent. */
export type OpenLoopResult = { readonly latencies_ms: readonly number[]; readonly failures: number };

/**
 * Sends requests at a constant rate whatever the answers do, so that a slow server cannot make the generator wait and
 * hide its own slowness (coordinated omission). Bounded by `seconds`.
 */
export async function openLoop(
  per_second: number,
  seconds: number,
  send: (index: number) => Promise<boolean>,
): Promise<OpenLoopResult> {
  const latencies_ms: number[] = [];
  let failures = 0;
  const begun = performance.now();
  const running: Promise<void>[] = [];
  for (let index = 0; index < per_second * seconds; index += 1) {
    const due = begun + (index * 1000) / per_second;
    const wait = due - performance.now();
    if (wait > 1) await sleep(wait);
    running.push(
      send(index)
        .catch(() => false)
        .then((ok) => {
          latencies_ms.push(performance.now() - due);
          if (!ok) failures += 1;
        }),
    );
  }
  await Promise.all(running);
  return { latencies_ms, failures };
}
