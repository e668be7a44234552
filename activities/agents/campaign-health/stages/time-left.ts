/** Seconds from the start within which a recommendation must be there; the best so far is given then. */
export const analysisSeconds = 25;
/** Seconds from the start within which language models may be heard, all of them side by side. */
const modelSeconds = 17;
/** Another pass of the rules, the checks and the record take no more; models have an end of their own. */
const anotherPassMs = 4_000;
/** Less is not worth a call. */
const leastMs = 800;

/** How much time an analysis has left; all of it when nobody says when it began. Milliseconds. */
export function timeLeft(started_at: string | null | undefined, now: Date) {
  const begun = started_at === null || started_at === undefined ? now.getTime() : Date.parse(started_at);
  const spent_ms = Math.max(0, now.getTime() - begun);
  const left_ms = analysisSeconds * 1_000 - spent_ms;
  const models_ms = modelSeconds * 1_000 - spent_ms;
  return {
    left_ms,
    /** Whether a second pass would still end in time. */
    covers_another_pass: left_ms >= anotherPassMs,
    /** How long a model may take; null when too little is left. */
    for_model_ms: models_ms < leastMs ? null : models_ms,
  };
}
