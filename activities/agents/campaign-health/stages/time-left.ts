/** Seconds from the start within which a recommendation must be there; the best so far is given then. */
export const analysisSeconds = 25;
/** Seconds from the start within which language models may still be heard. */
const modelSeconds = 18;
/** One more round of critique and the wording after it take no less when a model answers as usual. */
const anotherPassMs = 9_000;
/** Less is not worth a call. */
const leastMs = 800;

/** How much time an analysis has left; all of it when nobody says when it began. Milliseconds. */
export function timeLeft(started_at: string | null | undefined, now: Date) {
  const begun = started_at === null || started_at === undefined ? now.getTime() : Date.parse(started_at);
  const spent_ms = Math.max(0, now.getTime() - begun);
  const left_ms = analysisSeconds * 1_000 - spent_ms;
  return {
    left_ms,
    /** Whether a second pass would still end in time. */
    covers_another_pass: left_ms >= anotherPassMs,
    /** How long a model may take: its own share, and what the stages after it must be left; null when too little is left. */
    forModel: (most_ms: number, kept_for_later_ms: number): number | null => {
      const share = Math.min(most_ms, modelSeconds * 1_000 - spent_ms - kept_for_later_ms);
      return share < leastMs ? null : share;
    },
  };
}
