import { array, assert, asyncProperty, boolean } from 'fast-check';
import { expect, it } from 'vitest';
import type { ConversionEvent } from '../../../contracts/conversion.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { sendInHalves } from './send-in-halves.ts';

const event = (event_id: string): ConversionEvent => ({
  ...{ event_id, event_name: 'lead', happened_at: '2026-11-20T10:00:00Z', value_minor: null, currency: null },
  ...{ order_id: null, source: 'crm', page_url: null, click_ids: {}, person: {} },
  consent: { ad_user_data: true, ad_personalization: false },
});
const idsOf = (events: readonly ConversionEvent[]) => events.map((each) => each.event_id);

it('whichever events are bad, exactly they are refused and all others are taken', async () => {
  await assert(
    asyncProperty(array(boolean(), { maxLength: 20 }), async (bad) => {
      const events = bad.map((_, at) => event(String(at)));
      const report = await sendInHalves(events, async (sent) => {
        if (sent.some(({ event_id }) => bad[Number(event_id)])) throw new CodedError('PLATFORM_REFUSED', 'no');
        return { platform_request_id: sent[0]?.event_id ?? null };
      });
      expect(report.accepted).toEqual(idsOf(events).filter((id) => !bad[Number(id)]));
      expect(report.refused.map((each) => each.event_id)).toEqual(idsOf(events).filter((id) => bad[Number(id)]));
    }),
  );
});

it('a refusal carries the platform’s own code; any other failure is passed on and nothing more is sent', async () => {
  const refuse = () => Promise.reject(new CodedError('PLATFORM_REFUSED', 'no', { own: 40_002 }));
  const { refused } = await sendInHalves([event('1')], refuse, (refusal) => String(refusal.details.own));
  expect(refused).toEqual([{ event_id: '1', code: '40002', reason: 'no' }]);
  let sent = 0;
  const fail = () => {
    sent += 1;
    return Promise.reject(new CodedError('PLATFORM_UNAVAILABLE', 'away'));
  };
  await expect(sendInHalves([event('1'), event('2')], fail)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
  expect(sent).toBe(1);
});
