import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** The figures of one API process, in the Prometheus text format. */
export type ApiMetrics = {
  /** `endpoint` is the route pattern, never the raw path: ids would make a series each. */
  countRequest(request: { method: string; endpoint: string; status: number; seconds: number }): void;
  countOutbox(kind: string, outcome: 'done' | 'failed'): void;
  render(): Promise<{ readonly content_type: string; readonly text: string }>;
};

/**
 * Makes a registry of its own, so that several apps in one process do not meet. `agent` tells the metrics of the reasoning
 * agent; without it, or when the ledger cannot be read, only those of the process are there.
 */
export function createApiMetrics(agent: () => Promise<string> = async () => ''): ApiMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'api_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'endpoint', 'status'],
    registers: [registry],
  });
  const latency = new Histogram({
    name: 'api_latency_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['endpoint'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  const outbox = new Counter({
    name: 'outbox_messages_total',
    help: 'Messages handed to the workflow service',
    labelNames: ['kind', 'outcome'],
    registers: [registry],
  });
  return {
    countRequest({ method, endpoint, status, seconds }) {
      requests.inc({ method, endpoint, status });
      latency.observe({ endpoint }, seconds);
    },
    countOutbox: (kind, outcome) => outbox.inc({ kind, outcome }),
    async render() {
      const [own, ledger] = await Promise.all([
        registry.metrics(),
        agent().catch(() => '# the ledger cannot be read\n'),
      ]);
      return { content_type: registry.contentType, text: `${own}\n${ledger}` };
    },
  };
}
