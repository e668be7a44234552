/** What the connection to the event stream is doing. */
export type LiveState = 'connecting' | 'live' | 'polling' | 'paused';

/** The outside world of a connection; the browser’s in the app, a fake in tests. */
export type LiveDependencies = {
  /** Opens the stream; calls back on opening, on each event and when it breaks. Gives a function that closes it. */
  readonly open: (on: { opened: () => void; event: () => void; broken: () => void }) => () => void;
  /** Asks every shown list and record again. */
  readonly refresh: () => void;
  readonly report: (state: LiveState) => void;
  readonly after: (delay_ms: number, run: () => void) => () => void;
};

/** Events that arrive together cost one refresh. */
export const gather_ms = 300;
/** How often is asked while there is no stream. */
export const poll_ms = 10_000;
const longest_retry_ms = 60_000;

/**
 * Keeps the screens fresh: by the event stream while it stands, by asking every ten seconds while it does not.
 * `pause` (the tab is hidden) does neither; `resume` asks once and connects again.
 */
export function createLiveConnection(deps: LiveDependencies) {
  let stop: (() => void)[] = [];
  let gathering: (() => void) | null = null;
  let retry_ms = 2_000;

  function halt() {
    for (const each of stop) each();
    stop = [];
    gathering?.();
    gathering = null;
  }

  function gather() {
    gathering ??= deps.after(gather_ms, () => {
      gathering = null;
      deps.refresh();
    });
  }

  function poll() {
    stop.push(
      deps.after(poll_ms, () => {
        deps.refresh();
        poll();
      }),
    );
  }

  function connect() {
    let cancelRetry = () => {};
    const close = deps.open({
      opened() {
        halt();
        retry_ms = 2_000;
        stop.push(close);
        deps.report('live');
        gather();
      },
      event: gather,
      broken() {
        close();
        halt();
        deps.report('polling');
        poll();
        cancelRetry = deps.after(retry_ms, connect);
        stop.push(cancelRetry);
        retry_ms = Math.min(retry_ms * 2, longest_retry_ms);
      },
    });
    stop.push(close);
  }

  return {
    start() {
      deps.report('connecting');
      connect();
    },
    pause() {
      halt();
      deps.report('paused');
    },
    resume() {
      halt();
      deps.refresh();
      deps.report('connecting');
      connect();
    },
    stop: halt,
  };
}
