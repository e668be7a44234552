import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Registry } from 'prom-client';

/** A serving metrics endpoint. */
export type MetricsServer = { readonly port: number; readonly close: () => Promise<void> };

/**
 * `GET /metrics` of the worker: its process (CPU, memory, event loop) and what `agent` tells of the reasoning agent. Says 503
 * when the ledger cannot be read. Port 0 takes a free one.
 */
export async function serveMetrics(
  { host, port }: { readonly host: string; readonly port: number },
  agent: () => Promise<string>,
): Promise<MetricsServer> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    Promise.all([registry.metrics(), agent()]).then(
      ([process, ledger]) =>
        response.writeHead(200, { 'Content-Type': registry.contentType }).end(`${process}\n${ledger}`),
      () => response.writeHead(503).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  return {
    port: portOf(server.address(), port),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(address: string | AddressInfo | null, otherwise: number): number {
  return typeof address === 'object' && address !== null ? address.port : otherwise;
}
