import { ConsecutiveBreaker, circuitBreaker, handleWhen, isBrokenCircuitError } from 'cockatiel';
import type { z } from 'zod';
import type { JsonValue } from '../../../../contracts/canonical-json.ts';
import { CodedError } from '../../../../contracts/errors/index.ts';
import type { AnswerCache } from './answer-cache.ts';
import type { Deadline } from './deadline.ts';
import type { CollectingMetrics } from './metrics.ts';
import { withRetries } from './retry.ts';
import type { Subject } from './subject.ts';
import type { Timing } from './timing.ts';

/** Where one kind of answer comes from, and how long it stays good. */
export type SourceDefinition<Value extends JsonValue> = {
  /** Such as `competitors.semrush`: under this name it is cached, counted and broken off. */
  readonly name: string;
  /** True for what is outside of us: it gets a circuit breaker. */
  readonly external: boolean;
  readonly ttl_seconds: number;
  /** For so long after that an old answer is given at once while a new one is fetched behind it; 0 for never. */
  readonly stale_seconds: number;
  readonly schema: z.ZodType<Value>;
  /** Campaigns that would get the same answer have the same key; null is never cached. */
  keyOf(subject: Subject): Promise<string | null>;
  fetch(subject: Subject): Promise<unknown>;
};

/** What a source said, with when. */
export type Answer<Value> = { readonly value: Value; readonly fetched_at: string; readonly from_cache: boolean };

/** A source whose answers can be fetched before they are needed. */
export type Warmable = {
  readonly name: string;
  /** Under which its answer is kept; null for never. */
  keyOf(subject: Subject): Promise<string | null>;
  /**
   * Sees to it that the answer is good until a moment: one that would expire before is fetched anew, however long it would
   * be good otherwise. Rejects with CodedError, and what was kept stays.
   */
  warm(subject: Subject, until: Date, deadline: Deadline): Promise<'warmed' | 'fresh'>;
};

/** A source that can be asked. Rejects with CodedError for everything that went wrong within the deadline. */
export type Source<Value> = Warmable & {
  ask(subject: Subject, deadline: Deadline): Promise<Answer<Value>>;
};

/** What every source shares. */
export type SourceDependencies = {
  readonly cache: AnswerCache;
  readonly timing: Timing;
  readonly metrics: CollectingMetrics;
  readonly log: { warn(fields: object, message: string): void };
};

/** So many collections in a row without an answer count as an outage; then nothing is sent for a while. */
const failuresInARow = 5;
const pauseSeconds = 30;
const outages: ReadonlySet<string> = new Set(['SOURCE_UNAVAILABLE', 'COLLECTOR_TIMED_OUT']);
const isOutage = (error: unknown) => !(error instanceof CodedError) || outages.has(error.code);

/**
 * Makes a source: cache first, then at most three attempts, all of it bounded by the deadline of whoever asks. Work that the
 * deadline left behind goes on and fills the cache; whoever asks for the same in the meantime waits for the same work.
 */
export function createSource<Value extends JsonValue>(
  deps: SourceDependencies,
  definition: SourceDefinition<Value>,
): Source<Value> {
  const { cache, timing, metrics } = deps;
  const { name, external, ttl_seconds, stale_seconds, schema } = definition;
  const under_way = new Map<string, Promise<Answer<Value>>>();
  const breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: pauseSeconds * 1000,
    breaker: new ConsecutiveBreaker(failuresInARow),
  });
  const guarded = <Result>(call: () => Promise<Result>) => (external ? breaker.execute(call) : call());

  async function fetchOnce(subject: Subject, cache_key: string | null, until: Date | null): Promise<Answer<Value>> {
    const parsed = schema.safeParse(await withRetries(() => definition.fetch(subject), timing));
    if (!parsed.success) throw invalid(name, parsed.error);
    const fetched_at = timing.now();
    const good_seconds = until === null ? 0 : Math.ceil((until.getTime() - fetched_at.getTime()) / 1000);
    const kept = { answer: parsed.data, fetched_at, ttl_seconds: Math.max(ttl_seconds, good_seconds) };
    const place = { tenant_id: subject.tenant_id, collector_name: name, cache_key: cache_key ?? '' };
    // A cache that cannot be written makes the next call slower, not this one wrong.
    if (cache_key !== null)
      await cache.write({ ...place, ...kept }).catch((error: unknown) => {
        deps.log.warn({ collector: name, error: String(error) }, 'collector_cache_not_written');
      });
    return { value: parsed.data, fetched_at: fetched_at.toISOString(), from_cache: false };
  }

  function work(subject: Subject, cache_key: string | null, until: Date | null = null): Promise<Answer<Value>> {
    const what = cache_key ?? `${subject.campaign.campaign_id}@${subject.at.toISOString()}`;
    const flight = `${subject.tenant_id}/${subject.force_refresh}/${what}`;
    const running = under_way.get(flight);
    if (running !== undefined) return running;
    const started = fetchOnce(subject, cache_key, until).finally(() => under_way.delete(flight));
    under_way.set(flight, started);
    return started;
  }

  async function held({ tenant_id }: Subject, cache_key: string) {
    const entry = await cache.read({ tenant_id, collector_name: name, cache_key });
    const parsed = entry === null ? null : schema.safeParse(entry.answer);
    // What an older version of the product stored in another shape is no answer.
    return entry === null || !parsed?.success ? null : { ...entry, value: parsed.data };
  }

  async function fromCache(subject: Subject, cache_key: string): Promise<Answer<Value> | null> {
    const kept = await held(subject, cache_key);
    if (kept === null) return null;
    const late_ms = timing.now().getTime() - kept.expires_at.getTime();
    if (late_ms >= stale_seconds * 1000 && late_ms >= 0) return null;
    if (late_ms >= 0) void guarded(() => work(subject, cache_key)).catch(() => undefined);
    return { value: kept.value, fetched_at: kept.fetched_at.toISOString(), from_cache: true };
  }

  async function bounded(subject: Subject, cache_key: string | null, deadline: Deadline, until: Date | null = null) {
    try {
      return await deadline.within(guarded(() => deadline.within(work(subject, cache_key, until))));
    } catch (error) {
      if (!isBrokenCircuitError(error)) throw error;
      const message = `${name} gave no answer ${failuresInARow} times in a row; it is left alone for ${pauseSeconds} s.`;
      throw new CodedError('SOURCE_UNAVAILABLE', message, { source: name, cause: 'breaker_open' }, pauseSeconds);
    }
  }

  return {
    name,
    keyOf: (subject) => definition.keyOf(subject),
    warm: async (subject, until, deadline) => {
      const cache_key = await deadline.within(definition.keyOf(subject));
      const kept = cache_key === null ? null : await deadline.within(held(subject, cache_key));
      if (kept !== null && kept.expires_at >= until) return 'fresh';
      await bounded(subject, cache_key, deadline, until);
      return 'warmed';
    },
    ask: async (subject, deadline) => {
      const cache_key = await deadline.within(definition.keyOf(subject));
      if (cache_key !== null && !subject.force_refresh) {
        const answer = await deadline.within(fromCache(subject, cache_key));
        metrics.cache(name, answer === null ? 'miss' : 'hit');
        if (answer !== null) return answer;
      }
      return bounded(subject, cache_key, deadline);
    },
  };
}

function invalid(name: string, error: z.ZodError): CodedError {
  const problems = error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || 'answer'}: ${issue.message}`);
  const message = `What ${name} answered does not have its form: ${problems.join('; ')}`;
  return new CodedError('SOURCE_ANSWER_INVALID', message, { source: name, problems });
}
