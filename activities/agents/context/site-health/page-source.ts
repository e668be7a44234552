import { z } from 'zod';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { createSource, type SourceDependencies } from '../collector/source.ts';
import type { FetchPage } from './fetch-page.ts';
import { findTag } from './find-tag.ts';

const lookSchema = z.object({
  ok: z.boolean(),
  http_status: z.int().nullable(),
  response_ms: z.int().nonnegative(),
  tag_found: z.boolean().nullable(),
  error_code: z.string().nullable(),
  checked_at: z.iso.datetime(),
});
/** One look at a landing page. */
export type Look = z.infer<typeof lookSchema>;

/** A page that takes longer is broken for whoever clicked. */
const pageTimeoutMs = 3000;

/** Faults of our own network, which say nothing about the page. */
const ours: ReadonlySet<string> = new Set(['EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EMFILE']);

/**
 * Looks at landing pages, once for all campaigns that lead to the same. That a page does not answer is what was to be found
 * out, so it is an answer and no fault; only an address that must not be fetched is one.
 */
export function createPageSource(
  deps: SourceDependencies & { readonly fetchPage: FetchPage; readonly ttl_seconds: number },
) {
  return createSource<Look>(deps, {
    name: 'site_health.page',
    external: false,
    ttl_seconds: deps.ttl_seconds,
    stale_seconds: 0,
    schema: lookSchema,
    keyOf: async ({ campaign }) => campaign.landing_page_url,
    fetch: async ({ campaign }) => {
      const begun = deps.timing.elapsedMs();
      const looked = (found: Pick<Look, 'ok' | 'http_status' | 'tag_found' | 'error_code'>): Look => ({
        ...found,
        response_ms: Math.round(deps.timing.elapsedMs() - begun),
        checked_at: deps.timing.now().toISOString(),
      });
      try {
        const page = await deps.fetchPage(campaign.landing_page_url ?? '', AbortSignal.timeout(pageTimeoutMs));
        const ok = page.status >= 200 && page.status < 400;
        return looked({ ok, http_status: page.status, tag_found: findTag(page), error_code: null });
      } catch (error) {
        if (!(error instanceof CodedError) || error.code !== 'SOURCE_UNAVAILABLE') throw error;
        if (ours.has(String(error.details.cause))) throw error;
        return looked({ ok: false, http_status: null, tag_found: null, error_code: error.code });
      }
    },
  });
}
