import { type ConfidenceBand, confidenceBandOf, confidenceBands, confidenceEdges } from './confidence-band.ts';
import type { HistogramSample, Labels, MetricFamily, MetricSample } from './exposition.ts';
import { workflowTypeSchema } from './recommendation.ts';

/** A figure of the ledger: which one, for which labels, and how much. */
export type Figure = { readonly metric: string; readonly one: string; readonly two: string; readonly value: number };

/** Upper edges of the histograms, in seconds. */
const latencyEdges = [5, 10, 15, 20, 30, 45, 60] as const;
const durationEdges = [1, 5, 15, 60, 300, 900, 3_600, 86_400] as const;
const workflows = workflowTypeSchema.options;

/**
 * The metrics of the reasoning agent under the names that its dashboards and alerts use, from figures of the ledger. Figures
 * of several tenants add up; no metric names one. A no is in no metric of acceptance, and neither is an automatic yes.
 */
export function agentMetrics(figures: readonly Figure[]): MetricFamily[] {
  const read = (metric: string) => figures.filter((figure) => figure.metric === metric);
  const total = (metric: string) => read(metric).reduce((sum, figure) => sum + figure.value, 0);
  const share = (part: string, whole: string) => (total(whole) === 0 ? Number.NaN : total(part) / total(whole));
  const decisions = read('decisions');
  const ofDecision = (decision: string) => decisions.filter((figure) => figure.two === decision);
  const named = (metric: string, first: string, second?: string) => labelled(read(metric), first, second);
  const alone = (value: number) => [{ labels: {}, value }];
  return [
    counter('recommendations_total', 'Recommendations made', bandSamples(read('recommendations'))),
    counter(
      'recommendation_acceptance_total',
      'Recommendations that people accepted',
      everyWorkflow(ofDecision('approved')),
    ),
    counter(
      'recommendation_rejection_total',
      'Recommendations that people rejected',
      everyWorkflow(ofDecision('rejected')),
    ),
    counter(
      'recommendation_decisions_total',
      'Decisions on recommendations; auto_approved is the rule of autonomy',
      labelled(decisions, 'workflow_type', 'decision'),
    ),
    histogram('recommendation_latency_seconds', 'Time an analysis took', [
      bucketed({}, read('latency').map(seconds), latencyEdges),
    ]),
    histogram('confidence_score', 'Confidence of recommendations, 0-1', [
      bucketed(
        {},
        read('recommendations').map(({ two, value }) => ({ at: Number(two), count: value })),
        confidenceEdges,
      ),
    ]),
    gauge(
      'agreement_rate_daily',
      'Share of a day’s decisions for the recommended workflow, 0-1',
      alone(share('agreed_today', 'decided_today')),
    ),
    gauge(
      'acceptance_rate_daily',
      'Share of a day’s decisions that accept, 0-1',
      alone(share('accepted_today', 'decided_today')),
    ),
    gauge('recommendation_decisions_daily', 'Decisions of people in the last 24 hours', alone(total('decided_today'))),
    counter('llm_tokens_total', 'Tokens in and out', named('tokens', 'model', 'operation')),
    counter('llm_cost_usd_total', 'Cost of language models in US dollars', named('cost', 'model', 'operation')),
    counter('llm_api_errors_total', 'Failed calls of language models', named('errors', 'model', 'error_type')),
    counter(
      'llm_cache_requests_total',
      'Answers taken from the cache (hit) or asked for (miss)',
      named('cache', 'result'),
    ),
    counter(
      'llm_saved_usd_total',
      'US dollars that earlier answers (cache) and half prices (batch) saved',
      named('saved', 'by'),
    ),
    counter(
      'workflow_execution_total',
      'Executions of approved recommendations',
      named('executed', 'workflow_type', 'status'),
    ),
    histogram(
      'workflow_execution_duration_seconds',
      'Time from the decision to the end of the execution',
      [...Map.groupBy(read('duration'), (figure) => figure.one)].map(([workflow_type, own]) =>
        bucketed(
          { workflow_type },
          own.map(({ two, value }) => ({ at: Number(two), count: value })),
          durationEdges,
        ),
      ),
    ),
    gauge(
      'recommendation_impact_pct',
      'Mean improvement when followed, percent',
      impact(read('improved'), read('measured')),
    ),
    counter(
      'prediction_requests_total',
      'Answers of models, by kind',
      labelled(read('requests'), 'model_type').map(({ labels, value }) => ({
        labels: { service: 'marketing_agent', ...labels },
        value,
      })),
    ),
    counter('critique_regenerations_total', 'Recommendations made anew after critique', alone(total('regenerations'))),
    counter(
      'recommendation_fallback_total',
      'Recommendations made without a part of the reasoning',
      alone(total('fallbacks')),
    ),
    gauge('recommendations_pending', 'Recommendations that wait', alone(total('pending'))),
    gauge(
      'recommendation_queue_age_seconds',
      'Age of the oldest recommendation that waits',
      alone(highest(read('oldest'))),
    ),
    gauge('campaigns_with_recommendations', 'Campaigns recommended for in four weeks', alone(total('campaigns'))),
    gauge(
      'collector_status',
      'Tenants whose source is in this state',
      named('collector_status', 'collector', 'status'),
    ),
    counter(
      'collector_collections_total',
      'Collections of this process, by how they ended',
      named('collections', 'collector', 'status'),
    ),
    counter(
      'collector_cache_requests_total',
      'Looks of this process into the cache of a source (hit, miss)',
      named('collector_cache', 'source', 'result'),
    ),
    counter(
      'collector_warmed_total',
      'Answers looked after before a run (warmed, fresh, failed, left)',
      named('collector_warmed', 'source', 'result'),
    ),
    gauge('collector_response_seconds', 'Slowest last answer of a source', slowest(read('collector_ms'))),
  ];
}

type Samples = readonly MetricSample[];

function counter(name: string, help: string, samples: Samples): MetricFamily {
  return { name, help, type: 'counter', samples };
}

function gauge(name: string, help: string, samples: Samples): MetricFamily {
  return { name, help, type: 'gauge', samples };
}

function histogram(name: string, help: string, samples: readonly HistogramSample[]): MetricFamily {
  return { name, help, type: 'histogram', samples };
}

/** Adds up figures with the same labels. */
function labelled(figures: readonly Figure[], first: string, second?: string): Samples {
  const groups = Map.groupBy(figures, ({ one, two }) => JSON.stringify(second === undefined ? [one] : [one, two]));
  return [...groups.values()].map((own) => ({
    labels: { [first]: own[0]?.one ?? '', ...(second === undefined ? {} : { [second]: own[0]?.two ?? '' }) },
    value: own.reduce((sum, figure) => sum + figure.value, 0),
  }));
}

/** Every workflow from the first scrape on, so that the first one that happens is seen as an increase. */
function everyWorkflow(figures: readonly Figure[]): Samples {
  return workflows.map((workflow_type) => ({
    labels: { workflow_type },
    value: figures.filter((figure) => figure.one === workflow_type).reduce((sum, figure) => sum + figure.value, 0),
  }));
}

function bandSamples(figures: readonly Figure[]): Samples {
  const inBand = (workflow: string, band: ConfidenceBand) =>
    figures.filter((figure) => figure.one === workflow && confidenceBandOf(Number(figure.two)) === band);
  return workflows.flatMap((workflow_type) =>
    confidenceBands.map((confidence_band) => ({
      labels: { workflow_type, confidence_band },
      value: inBand(workflow_type, confidence_band).reduce((sum, figure) => sum + figure.value, 0),
    })),
  );
}

type Value = { readonly at: number; readonly count: number };

function seconds({ one, value }: Figure): Value {
  return { at: Number(one), count: value };
}

function bucketed(labels: Labels, values: readonly Value[], edges: readonly number[]): HistogramSample {
  const upTo = (edge: number) => values.filter(({ at }) => at <= edge).reduce((sum, each) => sum + each.count, 0);
  return {
    labels,
    buckets: edges.map((le) => ({ le, count: upTo(le) })),
    sum: values.reduce((sum, { at, count }) => sum + at * count, 0),
    count: upTo(Number.POSITIVE_INFINITY),
  };
}

function impact(improved: readonly Figure[], measured: readonly Figure[]): Samples {
  const sums = labelled(improved, 'workflow_type');
  return labelled(measured, 'workflow_type').map(({ labels, value }) => ({
    labels,
    value: (sums.find((each) => each.labels.workflow_type === labels.workflow_type)?.value ?? 0) / value,
  }));
}

function highest(figures: readonly Figure[]): number {
  return Math.max(0, ...figures.map((figure) => figure.value));
}

function slowest(figures: readonly Figure[]): Samples {
  return [...Map.groupBy(figures, (figure) => figure.one)].map(([collector, own]) => ({
    labels: { collector },
    value: highest(own) / 1_000,
  }));
}
