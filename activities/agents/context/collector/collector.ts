import type { z } from 'zod';
import type { CollectorName } from '../../../../contracts/collector.ts';
import { CodedError } from '../../../../contracts/errors/index.ts';
import type { ContextSource, SourceReport } from '../../../../contracts/reasoning/campaign-context.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import type { HealthRecord } from './health-record.ts';
import type { CollectingMetrics } from './metrics.ts';
import type { Warmable } from './source.ts';
import type { Subject } from './subject.ts';
import type { Timing } from './timing.ts';

/** What a collector found, before it is checked. `reason` says what is lacking in an answer that is there all the same. */
export type Found<Data> = {
  readonly data: Data | null;
  readonly fetched_at: string;
  readonly from_cache?: boolean;
  readonly is_stub?: boolean;
  readonly period?: { readonly start: string; readonly end: string } | null;
  readonly reason?: string | null;
};

/** One thing behind a collector that was asked whether it answers; `error` is null when it does. */
export type Probed = { readonly part: string; readonly error: string | null };

/** What makes one collector different from another. */
export type CollectorDefinition<Data> = {
  readonly name: CollectorName;
  readonly source: ContextSource;
  readonly schema: z.ZodType<Data>;
  /** How long a collection stays good, seconds. */
  readonly cache_ttl_seconds: number;
  /** Throws CodedError; SOURCE_NOT_CONFIGURED for what there is nothing to ask of. */
  collect(subject: Subject, deadline: Deadline): Promise<Found<Data>>;
  /** Asks everything behind it whether it answers, at the lowest price. */
  probe(tenant_id: string): Promise<readonly Probed[]>;
  /** What of it pays to be fetched before many ask: what campaigns share, and what is asked of others. Nothing when left out. */
  readonly warmable?: (subject: Subject) => readonly Warmable[];
};

/** The answer of a collector: never an error as data. */
export type Collected<Data> = { readonly report: SourceReport; readonly data: Data | null };

/** A collector. */
export type Collector<Data> = {
  readonly name: CollectorName;
  readonly source: ContextSource;
  readonly cache_ttl_seconds: number;
  /** Never rejects, and never takes longer than the deadline, as the timing counts it: what a busy process lets lie is hardly counted. */
  collect(subject: Subject): Promise<Collected<Data>>;
  /** True when everything behind it answers; an exception is false. */
  health_check(tenant_id: string): Promise<boolean>;
  probe(tenant_id: string): Promise<readonly Probed[]>;
  /** The sources behind it that are worth asking ahead for a subject. */
  warmable(subject: Subject): readonly Warmable[];
};

/** What every collector shares. */
export type CollectorDependencies = {
  readonly timing: Timing;
  readonly deadline_ms: number;
  readonly metrics: CollectingMetrics;
  readonly health: HealthRecord;
  readonly log: { warn(fields: object, message: string): void };
};

/** What the parts of a collector may take of its deadline: when one of them hangs, there is time left to answer without it. */
const shareOfParts = 0.9;

/** Makes a collector that keeps the contract: bounded, checked, reported, and noted in the record of health. */
export function createCollector<Data>(
  deps: CollectorDependencies,
  definition: CollectorDefinition<Data>,
): Collector<Data> {
  const { timing, metrics, health, log, deadline_ms } = deps;
  const { name, source, schema } = definition;

  async function find(subject: Subject, deadline: Deadline, inner: Deadline): Promise<Found<Data>> {
    const found = await deadline.within(definition.collect(subject, inner));
    if (found.data === null) return found;
    const parsed = schema.safeParse(found.data);
    if (parsed.success) return { ...found, data: parsed.data };
    const problems = parsed.error.issues.slice(0, 5).map((each) => `${each.path.join('.')}: ${each.message}`);
    const message = `What was collected is not plausible: ${problems.join('; ')}`;
    throw new CodedError('SOURCE_ANSWER_INVALID', message, { source: name, problems });
  }

  return {
    name,
    source,
    cache_ttl_seconds: definition.cache_ttl_seconds,
    collect: async (subject) => {
      const begun = timing.elapsedMs();
      const deadline = startDeadline(timing, deadline_ms);
      const inner = startDeadline(timing, deadline_ms * shareOfParts);
      const report = (said: Pick<SourceReport, 'status'> & Partial<SourceReport>): SourceReport => {
        const response_ms = Math.round(timing.elapsedMs() - begun);
        const nothing = { fetched_at: null, from_cache: false, is_stub: false, period_start: null, period_end: null };
        metrics.collected(name, said.status, said.from_cache ?? false, response_ms);
        return { source, ...nothing, reason: null, response_ms, ...said };
      };
      try {
        const { data, period, ...found } = await find(subject, deadline, inner);
        const status = isEmpty(data) ? 'empty' : 'collected';
        const { fetched_at, from_cache = false, is_stub = false, reason = null } = found;
        const dates = { period_start: period?.start ?? null, period_end: period?.end ?? null };
        const said = report({ status, fetched_at, from_cache, is_stub, reason, ...dates });
        if (!from_cache) health.succeeded(subject.tenant_id, name, said.response_ms ?? 0);
        return { report: said, data };
      } catch (error) {
        const status = statusOf(error);
        const reason = reasonOf(error);
        if (status !== 'skipped') {
          const { campaign_id } = subject.campaign;
          log.warn({ collector: name, campaign_id, reason, error: String(error) }, 'collector_failed');
          health.failed(subject.tenant_id, name, reason);
        }
        return { report: report({ status, reason }), data: null };
      } finally {
        deadline.end();
        inner.end();
      }
    },
    probe: definition.probe,
    warmable: (subject) => definition.warmable?.(subject) ?? [],
    health_check: async (tenant_id) => {
      try {
        return (await definition.probe(tenant_id)).every((each) => each.error === null);
      } catch {
        return false;
      }
    },
  };
}

const isEmpty = (data: unknown) => data === null || (Array.isArray(data) && data.length === 0);

function statusOf(error: unknown): SourceReport['status'] {
  if (!(error instanceof CodedError)) return 'failed';
  if (error.code === 'SOURCE_NOT_CONFIGURED') return 'skipped';
  return error.code === 'COLLECTOR_TIMED_OUT' ? 'timed_out' : 'failed';
}

/** A code and words for a person. What an error that is not ours says may name internals, so it stays in the log. */
export function reasonOf(error: unknown): string {
  if (error instanceof CodedError) return `${error.code}: ${error.message}`.slice(0, 500);
  return 'SOURCE_UNAVAILABLE: The source failed unexpectedly.';
}
