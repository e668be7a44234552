import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import { createDecisionLinkRouter, decisionLinkPath } from './decision-links/decision-link-router.ts';
import type { ApiDependencies } from './dependencies.ts';
import { createDocumentationRouter } from './documentation/documentation-router.ts';
import { createPlaybookSchemaRouter } from './documentation/playbook-schema-router.ts';
import { createPublishedSchemaRouter } from './documentation/published-schema-router.ts';
import { createHealthRouter } from './health/health-router.ts';
import type { ApiMetrics } from './health/metrics.ts';
import { createOperationRouter } from './operation/create-router.ts';
import { describeApi } from './operation/openapi.ts';
import { createProblemHandler, unknownAddress } from './problem/problem-handler.ts';
import { operations } from './routes/index.ts';

const requestIdPattern = /^[\w-]{8,64}$/;

/** Builds the whole HTTP application; it listens to nothing yet. */
export function createApp(deps: ApiDependencies, metrics: ApiMetrics): Express {
  const app = express();
  app.disable('x-powered-by');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  // Nobody in front of us is trusted to say where a request came from; limits do not lean on it anyway.
  app.set('trust proxy', false);
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.use(traceRequests(metrics));
  app.use(logRequests(deps));
  app.use(securityHeaders(deps.settings.public_url));
  app.use(allowOrigins(deps.settings.cors_origins));
  app.use(createHealthRouter(deps, metrics));
  const { version, public_url } = deps.settings;
  app.use(createDocumentationRouter(describeApi(operations, { version, server: public_url })));
  app.use(createPlaybookSchemaRouter(deps.actions));
  app.use(createPublishedSchemaRouter());
  app.use(createDecisionLinkRouter(deps));
  app.use(createOperationRouter(operations, deps));
  serveBackOffice(app, deps.settings.admin_folder);
  app.use(unknownAddress);
  app.use(createProblemHandler(deps.log, public_url));
  return app;
}

/** Every request has an id (the caller’s, when it is a decent one), which the answer repeats; and is counted. */
function traceRequests(metrics: ApiMetrics): RequestHandler {
  return (request, response, next) => {
    const offered = request.get('X-Request-Id') ?? '';
    const trace_id = requestIdPattern.test(offered) ? offered : randomUUID();
    response.locals.trace_id = trace_id;
    response.set('X-Request-Id', trace_id);
    const started = performance.now();
    response.on('finish', () => {
      const endpoint = String(response.locals.route ?? 'other');
      const seconds = (performance.now() - started) / 1_000;
      metrics.countRequest({ method: request.method, endpoint, status: response.statusCode, seconds });
    });
    next();
  };
}

function logRequests(deps: ApiDependencies): RequestHandler {
  return pinoHttp({
    logger: deps.log,
    genReqId: (_request, response) => String(response.getHeader('X-Request-Id')),
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'error' : 'debug'),
    serializers: {
      // The query can hold a ticket, headers a token: neither is ever written.
      req: (request) => ({ id: request.id, method: request.method, path: pathToLog(String(request.url)) }),
      res: (response) => ({ status: response.statusCode }),
    },
  });
}

/** Without the query, and without what makes a decision link work. */
function pathToLog(url: string): string {
  const path = url.split('?')[0] ?? '';
  return path.toLowerCase().startsWith(decisionLinkPath) ? `${decisionLinkPath}***` : path;
}

function securityHeaders(public_url: string): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        // The back office’s component library writes its styles into the page.
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'manifest-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    // Behind a proxy that speaks HTTPS, browsers never come by HTTP again (RFC 6797); on this machine there is no HTTPS.
    strictTransportSecurity: public_url.startsWith('https:') && { maxAge: 31_536_000, includeSubDomains: false },
  });
}

/** Cross-origin calls only from the listed origins (the Fetch standard, section on CORS). */
function allowOrigins(origins: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const origin = request.get('Origin');
    if (origin !== undefined && origins.includes(origin)) {
      response.vary('Origin').set({
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Expose-Headers': 'X-Request-Id, Retry-After, Location, ETag, RateLimit, Idempotency-Replayed',
      });
      if (request.method === 'OPTIONS') {
        response
          .set('Access-Control-Allow-Methods', 'GET, POST, DELETE')
          .set(
            'Access-Control-Allow-Headers',
            'Authorization, Content-Type, X-API-Key, Idempotency-Key, If-Match, Prefer, X-Request-Id',
          )
          .status(204)
          .end();
        return;
      }
    }
    next();
  };
}

/** The built back office at /admin; addresses inside it that are no file get its page. */
function serveBackOffice(app: Express, folder: string | null): void {
  if (folder === null || !existsSync(join(folder, 'index.html'))) return;
  app.get('/', (_request, response) => response.redirect(302, '/admin/'));
  // Only the hashed assets may be kept; the page that names them is asked for each time.
  const keep = (path: string) => (path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
  const setHeaders = (response: ServerResponse, path: string) => void response.setHeader('Cache-Control', keep(path));
  app.use('/admin', express.static(folder, { index: 'index.html', cacheControl: false, setHeaders }));
  app.get('/admin/*path', (request, response, next) => {
    if (/\.\w{1,8}$/.test(request.path)) return next();
    response.set('Cache-Control', 'no-cache').sendFile(join(folder, 'index.html'));
  });
}
