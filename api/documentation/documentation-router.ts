import express, { type Router } from 'express';
import swaggerUi from 'swagger-ui-express';
import { CodedError } from '../../contracts/errors/index.ts';
import { errorIndexPage, errorPage } from './error-page.ts';
import { runbookPage } from './runbook-page.ts';

/** The OpenAPI document, the page that shows it (its files come from this server), a page for each error code, and the runbooks. */
export function createDocumentationRouter(document: object): Router {
  const router = express.Router();
  router.get('/v2/openapi.json', (_request, response) => {
    response.json(document);
  });
  router.get(['/api/docs', '/docs'], (_request, response) => response.redirect(308, '/v2/docs/'));
  router.use(
    '/v2/docs',
    swaggerUi.serve,
    swaggerUi.setup(undefined, {
      customSiteTitle: 'MBI API',
      swaggerOptions: { url: '/v2/openapi.json', persistAuthorization: false, validatorUrl: null },
    }),
  );
  router.get('/errors', (_request, response) => {
    response.type('html').send(errorIndexPage());
  });
  router.get('/errors/:code', (request, response) => {
    const html = errorPage(request.params.code);
    if (html === null) throw new CodedError('NOT_FOUND', 'There is no such error code.');
    response.type('html').send(html);
  });
  router.get('/runbooks/:name', async (request, response) => {
    const text = await runbookPage(request.params.name);
    if (text === null) throw new CodedError('NOT_FOUND', 'There is no such runbook.');
    response.type('text/plain').send(text);
  });
  return router;
}
