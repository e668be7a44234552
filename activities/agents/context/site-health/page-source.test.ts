import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { createManualTiming } from '../../../../tests/context/manual-timing.ts';
import { createMemoryCache } from '../../../../tests/context/memory-cache.ts';
import { subjectOf } from '../../../../tests/context/subject.ts';
import { startDeadline } from '../collector/deadline.ts';
import type { FetchedPage } from './fetch-page.ts';
import { createPageSource } from './page-source.ts';

/** A source whose page is what the test says: an answer, or an error. */
function looking(answer: FetchedPage | CodedError) {
  const { timing } = createManualTiming();
  const asked: string[] = [];
  const source = createPageSource({
    ...{ timing, cache: createMemoryCache().cache, log: { warn: () => undefined }, ttl_seconds: 300 },
    metrics: { cache: () => undefined, collected: () => undefined },
    fetchPage: async (address) => {
      asked.push(address);
      if (answer instanceof CodedError) throw answer;
      return answer;
    },
  });
  const look = (landing_page_url: string | null, campaign_id = '100', tenant_id?: string) =>
    source
      .ask(
        subjectOf({ campaign: { landing_page_url, campaign_id }, ...(tenant_id === undefined ? {} : { tenant_id }) }),
        startDeadline(timing, 4500),
      )
      .then(({ value }) => value)
      .catch((error: unknown) => (error instanceof CodedError ? error.code : error));
  return { look, asked };
}
const shop = 'https://shop.example/';
const unavailable = (cause: string) => new CodedError('SOURCE_UNAVAILABLE', 'It does not answer.', { cause });

describe('a look at a landing page', () => {
  it.each([
    [200, '<script data-conversion-tag></script>', true, true],
    [200, '<p>Shop</p>', true, false],
    [302, '', true, null],
    [404, '<p>Gone</p>', false, null],
    [503, '<script data-conversion-tag></script>', false, null],
  ])('that answers HTTP %d with %j: ok %j, tag %j', async (status, body, ok, tag_found) => {
    const { look } = looking({ status, body });
    expect(await look(shop)).toEqual({
      ...{ ok, http_status: status, tag_found, error_code: null, response_ms: 0 },
      checked_at: '2026-11-21T12:00:00.000Z',
    });
  });

  it('that does not answer is what was to be found out, and no fault', async () => {
    const { look } = looking(unavailable('ECONNREFUSED'));
    expect(await look(shop)).toMatchObject({ ok: false, http_status: null, error_code: 'SOURCE_UNAVAILABLE' });
  });

  it('that must not be made is a fault', async () => {
    const { look, asked } = looking(new CodedError('ADDRESS_NOT_ALLOWED', 'No.'));
    expect(await look('http://10.0.0.1/')).toBe('ADDRESS_NOT_ALLOWED');
    expect(asked).toHaveLength(1);
  });

  it('is taken once for campaigns of a tenant that lead to the same page, and never shared between tenants', async () => {
    const { look, asked } = looking({ status: 200, body: '<p>Shop</p>' });
    await look(shop, '100');
    await look(shop, '200');
    expect(asked).toEqual([shop]);
    await look('https://other.example/', '100');
    await look(shop, '100', '01900000-0000-7000-8000-00000000000b');
    expect(asked).toEqual([shop, 'https://other.example/', shop]);
  });
});
