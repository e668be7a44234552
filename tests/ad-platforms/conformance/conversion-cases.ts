import { createHash, randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import type { ConversionEvent, ConversionReport } from '../../../contracts/conversion.ts';
import { type ConformanceCase, errorOf } from './conformance-case.ts';
import type { Subject } from './subject.ts';

const clickIds = { fbclid: 'IwAR0-AbC', gclid: 'Cj0-AbC', li_fat_id: '0f6c-AbC', ttclid: 'E.C.P-AbC' };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function newEvent(more: Partial<ConversionEvent> = {}): ConversionEvent {
  return {
    event_id: randomUUID(),
    event_name: 'purchase',
    happened_at: new Date(Date.now() - 24 * 3_600_000).toISOString(),
    value_minor: 12_345,
    currency: 'USD',
    order_id: null,
    source: 'website',
    page_url: 'https://shop.example/thanks',
    click_ids: clickIds,
    person: { email: ' Ada.Example@Mail.example ', country: 'DE', user_agent: 'Mozilla/5.0', ip_address: '192.0.2.7' },
    consent: { ad_user_data: true, ad_personalization: true },
    ...more,
  };
}

async function send(platform: AdPlatformAdapter, subject: Subject, events: readonly ConversionEvent[]) {
  const { destination } = subject.driver;
  if (platform.sendConversions === undefined || destination === null)
    throw new Error('The platform says that it takes conversions, and has no way to send them.');
  return platform.sendConversions({ destination, events });
}

const listed = ({ accepted, refused, later }: ConversionReport) =>
  [...accepted, ...refused.map((each) => each.event_id), ...later.map((each) => each.event_id)].sort();
const idsOf = (events: readonly ConversionEvent[]) => events.map((each) => each.event_id).sort();

async function counted(subject: Subject, events: readonly ConversionEvent[]) {
  const received = await subject.controls.conversionsAt(subject.driver.destination ?? '');
  return received.filter((each) => events.some((event) => event.event_id === each.event_id));
}
const needs = ['send_conversions'] as const;

/** What telling a platform of conversions promises: each counts once, and no person is named in the clear. */
export const conversionCases: readonly ConformanceCase[] = [
  {
    name: 'conversions of every kind are taken and count',
    needs,
    run: async (subject) => {
      await subject.addCampaign();
      const names = ['purchase', 'lead', 'sign_up', 'add_to_cart', 'page_view', 'other'] as const;
      const events = names.map((event_name) => newEvent({ event_name }));
      const report = await send(await subject.adapter(), subject, events);
      expect([...report.accepted].sort()).toEqual(idsOf(events));
      expect((await counted(subject, events)).map((each) => each.event_id).sort()).toEqual(idsOf(events));
    },
  },
  {
    name: 'the same event_id counts once, however often it is sent',
    needs,
    run: async (subject) => {
      await subject.addCampaign();
      const events = [newEvent(), newEvent()];
      const platform = await subject.adapter();
      await send(platform, subject, events);
      const again = await send(platform, subject, events);
      expect([...again.accepted].sort()).toEqual(idsOf(events));
      const received = await counted(subject, events);
      expect(received).toHaveLength(2);
      expect(received.every((each) => each.times === 2)).toBe(true);
    },
  },
  {
    name: 'a lost answer may be answered by sending again',
    needs,
    run: async (subject) => {
      await subject.addCampaign();
      const events = [newEvent()];
      const entity_id = subject.driver.destination ?? '';
      await subject.mishap('applied_and_dropped', { entity_id, access: 'write', field: 'conversion' });
      const platform = await subject.adapter();
      const lost = await errorOf(send(platform, subject, events));
      expect(lost).toMatchObject({ code: expect.stringMatching(/^PLATFORM_(OUTCOME_UNKNOWN|UNAVAILABLE)$/) });
      expect((await send(platform, subject, events)).accepted).toEqual(idsOf(events));
      expect(await counted(subject, events)).toHaveLength(1);
    },
  },
  {
    name: 'no person is named in the clear, and click ids stay as they came',
    needs,
    run: async (subject) => {
      await subject.addCampaign();
      const events = [newEvent({ person: { ...newEvent().person, phone: '+49 151 234 5678', first_name: 'Ada' } })];
      await send(await subject.adapter(), subject, events);
      const wire = JSON.stringify(await counted(subject, events));
      expect(wire).toContain(sha256('ada.example@mail.example'));
      for (const clear of ['ada.example', 'Ada.Example', '234 5678', '1512345678']) expect(wire).not.toContain(clear);
      const own = Object.values(clickIds).filter((id) => wire.includes(id));
      expect(own).toHaveLength(1);
    },
  },
  {
    name: 'an event that the platform cannot take does not sink the others',
    needs,
    run: async (subject) => {
      await subject.addCampaign();
      const old = newEvent({ happened_at: new Date(Date.now() - 500 * 86_400_000).toISOString() });
      const events = [newEvent(), old, newEvent()];
      const report = await send(await subject.adapter(), subject, events);
      expect(listed(report)).toEqual(idsOf(events));
      expect(report.refused).toMatchObject([{ event_id: old.event_id, reason: expect.stringMatching(/.{10}/) }]);
      expect(await counted(subject, events)).toHaveLength(2);
    },
  },
  {
    name: 'an event of a person who did not agree is refused and never leaves',
    needs,
    run: async (subject) => {
      await subject.addCampaign();
      const silent = newEvent({ consent: { ad_user_data: false, ad_personalization: false } });
      const events = [newEvent(), silent];
      const report = await send(await subject.adapter(), subject, events);
      expect(report.refused).toMatchObject([{ event_id: silent.event_id, code: 'CONSENT_MISSING' }]);
      expect(await counted(subject, events)).toHaveLength(1);
    },
  },
  {
    name: 'throttled conversions are all for later',
    needs,
    run: async (subject) => {
      await subject.addCampaign();
      const events = [newEvent()];
      const entity_id = subject.driver.destination ?? '';
      await subject.mishap('throttled_without_a_word', { entity_id, access: 'write', field: 'conversion' });
      const error = await errorOf(send(await subject.adapter(), subject, events));
      expect(error).toMatchObject({ code: 'PLATFORM_THROTTLED' });
      expect(await counted(subject, events)).toEqual([]);
    },
  },
];
