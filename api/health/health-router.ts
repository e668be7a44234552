import express, { type Router } from 'express';
import type { ApiDependencies } from '../dependencies.ts';
import type { ApiMetrics } from './metrics.ts';

async function databaseAnswers(deps: Pick<ApiDependencies, 'database'>): Promise<boolean> {
  try {
    await deps.database.sql`select 1`;
    return true;
  } catch {
    return false;
  }
}

/**
 * `/healthz`: the process lives. `/readyz`: the database answers, Temporal answers and a worker polls the task queue;
 * otherwise 503 with the part that is missing. `/metrics`: Prometheus. None of them needs a token or names a tenant.
 */
export function createHealthRouter(
  deps: Pick<ApiDependencies, 'database' | 'temporal' | 'settings'>,
  metrics: ApiMetrics,
): Router {
  const router = express.Router();
  router.get(['/healthz', '/health'], (_request, response) => {
    response.json({ status: 'healthy', version: deps.settings.version });
  });
  router.get('/readyz', async (_request, response) => {
    const [database, temporal] = await Promise.all([databaseAnswers(deps), deps.temporal.health()]);
    const parts = { database, temporal: temporal.reachable, worker: temporal.pollers > 0 };
    const ready = Object.values(parts).every(Boolean);
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not_ready', parts });
  });
  router.get('/metrics', async (_request, response) => {
    const { content_type, text } = await metrics.render();
    response.set('Content-Type', content_type).send(text);
  });
  return router;
}
