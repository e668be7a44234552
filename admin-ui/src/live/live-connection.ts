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
  let closeStream = () => {};
  let stopPolling = () => {};
  let stopRetrying = () => {};
  let stopGathering: (() => void) | null = null;
  let retry_ms = 2_000;

  function gather() {
    stopGathering ??= deps.after(gather_ms, () => {
      stopGathering = null;
      deps.refresh();
    });
  }

  function poll() {
    stopPolling = deps.after(poll_ms, () => {
      deps.refresh();
      poll();
    });
  }

  function connect() {
    closeStream = deps.open({
      opened() {
        stopPolling();
        retry_ms = 2_000;
        deps.report('live');
        // What happened while nobody listened.
        gather();
      },
      event: gather,
      broken() {
        closeStream();
        stopPolling();
        deps.report('polling');
        poll();
        stopRetrying = deps.after(retry_ms, connect);
        retry_ms = Math.min(retry_ms * 2, longest_retry_ms);
      },
    });
  }

  function halt() {
    closeStream();
    stopPolling();
    stopRetrying();
    stopGathering?.();
    stopGathering = null;
  }

  function start() {
    deps.report('connecting');
    connect();
  }

  return {
    start,
    pause() {
      halt();
      deps.report('paused');
    },
    resume() {
      halt();
      deps.refresh();
      start();
    },
    stop: halt,
  };
}
