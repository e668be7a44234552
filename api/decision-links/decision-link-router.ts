import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { rejectReasonSchema } from '../../contracts/approval.ts';
import { approvalCard } from '../../contracts/approval-card.ts';
import { CodedError, describeError } from '../../contracts/errors/index.ts';
import { rejectionText } from '../../contracts/rejection.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { codedErrorOf } from '../problem/from-unknown.ts';
import { decideByLink, followLink } from './follow-link.ts';
import { answerPage, questionPage } from './link-page.ts';

/** Where decision links lead. What follows it in a path is a secret and is never logged. */
export const decisionLinkPath = '/v2/decision-links/';

const formSchema = z.union([
  z.object({ decision: z.literal('approve') }).transform(() => ({ decision: 'approve' as const, reason: null })),
  z
    .object({
      decision: z.literal('reject'),
      reason: rejectReasonSchema,
      words: z.string().max(1_000).default(''),
    })
    .transform(({ reason, words }) => ({ decision: 'reject' as const, reason: rejectionText(reason, words) })),
]);

const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The pages behind links in mails, for people and not part of the API: GET shows what is decided and changes nothing, POST
 * decides once. Errors are pages as well.
 */
export function createDecisionLinkRouter(deps: ApiDependencies): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  const path = `${decisionLinkPath}:link`;
  router.get(path, (request, response) =>
    answering(deps, response, async () => {
      const { approval, user_id } = await followLink(deps, linkOf(request));
      const email = approval.eligible.find((person) => person.user_id === user_id)?.email ?? '';
      return questionPage(approvalCard(approval), email);
    }),
  );
  router.post(path, express.urlencoded({ extended: false, limit: '4kb' }), (request, response) =>
    answering(deps, response, async () => {
      const link = await followLink(deps, linkOf(request));
      const said = formSchema.safeParse(request.body);
      if (!said.success) throw new CodedError('DECISION_REASON_MISSING', 'Choose Approve, or Reject with a reason.');
      const { approval } = await decideByLink(deps, link, said.data);
      const yes = said.data.decision === 'approve';
      const more = approval.status === 'pending' ? ' More people must say yes.' : '';
      return answerPage(approval.title, `You have ${yes ? 'approved' : 'rejected'} this.${more}`);
    }),
  );
  return router;
}

function linkOf(request: Request): string {
  const { link } = request.params;
  return typeof link === 'string' ? link : '';
}

async function answering(
  deps: Pick<ApiDependencies, 'log'>,
  response: Response,
  work: () => Promise<string>,
): Promise<void> {
  response.locals.route = `${decisionLinkPath}:link`;
  response.set({
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex',
  });
  let status = 200;
  let html: string;
  try {
    html = await work();
  } catch (error) {
    const coded = codedErrorOf(error);
    const { status: told, title } = describeError(coded.code);
    status = told;
    if (told >= 500) deps.log.error({ err: error, code: coded.code }, 'a decision link failed');
    html = answerPage(title, coded.message);
  }
  response.status(status).type('text/html; charset=utf-8').send(html);
}
