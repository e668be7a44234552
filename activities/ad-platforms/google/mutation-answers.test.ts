import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adsFailure, type GoogleReplay, openGoogleReplay, stream } from '../../../tests/ad-platforms/google-replay.ts';
import { budgetRow, campaign, wish } from '../../../tests/ad-platforms/google-wishes.ts';

let replay: GoogleReplay;
beforeAll(async () => {
  replay = await openGoogleReplay();
});
afterAll(() => replay.server.stop());

const lastSent = () => replay.sent().at(-1);

describe('what an answer to a mutation means', () => {
  const pause = wish(campaign, 'status', 'paused');
  it.each([
    ['a dropped connection', { drop: true }],
    ['a server error', { status: 503, body: '<html>oops</html>' }],
    ['an internal error', adsFailure(500, { errorCode: { internalError: 'INTERNAL_ERROR' }, message: 'x' })],
    ['a transient error', adsFailure(400, { errorCode: { internalError: 'TRANSIENT_ERROR' }, message: 'x' })],
    ['an answer that is no JSON', { body: 'OK' }],
    ['no result', { body: { results: [] } }],
    ['an empty result', { body: { results: [{}] } }],
  ])('%s leaves the outcome open, and it is not sent again', async (_name, answer) => {
    replay.server.answerWith(answer);
    await expect(replay.adapter().write(pause)).rejects.toMatchObject({ code: 'PLATFORM_OUTCOME_UNKNOWN' });
    expect(replay.sent()).toHaveLength(1);
  });
  it('somebody who wrote at the same time means that nothing was applied', async () => {
    const busy = { errorCode: { databaseError: 'CONCURRENT_MODIFICATION' }, message: 'busy' };
    replay.server.answerWith(adsFailure(409, busy));
    await expect(replay.adapter().write(pause)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
  });
  it('a failure in the part of a request that succeeded is a refusal', async () => {
    const partialFailureError = {
      code: 3,
      message: 'Multiple errors in ‘details’.',
      details: [
        {
          '@type': 'type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure',
          errors: [
            {
              errorCode: { campaignError: 'DUPLICATE_CAMPAIGN_NAME' },
              message: 'There is another campaign of this name.',
              location: { fieldPathElements: [{ fieldName: 'operations', index: 0 }] },
            },
          ],
        },
      ],
    };
    replay.server.answerWith({ body: { results: [{}], partialFailureError } });
    await expect(replay.adapter().write(pause)).rejects.toMatchObject({
      ...{ code: 'PLATFORM_REFUSED', message: 'Google: There is another campaign of this name.' },
      details: { google_code: 'campaignError.DUPLICATE_CAMPAIGN_NAME', field: 'operations[0]' },
    });
  });
  it('a write that Google only checks is never taken for one that was made', async () => {
    const adapter = replay.adapter({ validate_only: true });
    replay.server.answerWith({ body: {} });
    await expect(adapter.write(pause)).rejects.toMatchObject({
      code: 'PLATFORM_REFUSED',
      details: { only_checked: true },
    });
    expect(lastSent()?.json).toMatchObject({ validateOnly: true, partialFailure: false });
  });
  it('a look-up that fails sends no mutation, and is no open outcome', async () => {
    replay.server.answerWith({ status: 503, body: '' });
    const budget = wish(campaign, 'daily_budget_minor', 1_000);
    await expect(replay.adapter().write(budget)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    expect(replay.sent()).toHaveLength(1);
  });
  it('a look-up that took all the time of a write sends no mutation', async () => {
    const slow: typeof fetch = async (...request) => {
      const answer = await fetch(...request);
      const until = performance.now() + 60;
      while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve));
      return answer;
    };
    const adapter = replay.adapter({ fetch: slow, write_timeout_seconds: 0.05 });
    replay.server.answerWith(stream([budgetRow({})]));
    await expect(adapter.write(wish(campaign, 'daily_budget_minor', 1_000))).rejects.toMatchObject({
      code: 'PLATFORM_UNAVAILABLE',
    });
    expect(replay.sent()).toHaveLength(1);
  });
});
