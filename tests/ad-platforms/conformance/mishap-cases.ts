import { expect } from 'vitest';
import { type ConformanceCase, errorOf, withBudget } from './conformance-case.ts';
import type { Mishap } from './mishap.ts';
import type { CaseCampaign, Subject } from './subject.ts';

const raised = ({ holder, start }: CaseCampaign, by = 100) => ({
  reference: holder,
  field: 'daily_budget_minor' as const,
  value: start.daily_budget_minor + by,
  request_id: 'conformance',
});

async function budgetOf({ adapter }: Subject, { holder }: CaseCampaign): Promise<number | null> {
  return (await (await adapter()).readEntity(holder)).daily_budget_minor;
}

/** A read that fails says how, and the next one works. */
function badRead(mishap: Mishap, code: string): ConformanceCase {
  return {
    name: `a read that meets ${mishap} is ${code}`,
    run: async (subject) => {
      const made = await subject.addCampaign();
      await subject.mishap(mishap, { entity_id: made.holder.entity_id, access: 'read' });
      const platform = await subject.adapter();
      expect(await errorOf(platform.readEntity(made.holder))).toMatchObject({ code });
      expect(await (await subject.adapter()).readEntity(made.holder)).toMatchObject(made.shown);
    },
  };
}

/** A write whose answer is lost leaves the outcome open, and the adapter never sends it again by itself. */
function lostAnswer(mishap: Mishap, applied: 0 | 1): ConformanceCase {
  return {
    name: `a write that meets ${mishap} leaves the outcome open and is not sent again`,
    offered: withBudget,
    run: async (subject) => {
      const made = await subject.addCampaign();
      const write = raised(made);
      await subject.mishap(mishap, { entity_id: made.holder.entity_id, access: 'write' });
      const error = await errorOf((await subject.adapter()).write(write));
      expect(error).toMatchObject({ code: 'PLATFORM_OUTCOME_UNKNOWN' });
      expect(await subject.applications(made.holder.entity_id)).toBe(applied);
      expect(await budgetOf(subject, made)).toBe(applied === 1 ? write.value : made.start.daily_budget_minor);
    },
  };
}

function throttled(access: 'read' | 'write', mishap: Mishap, wait: unknown, offered: ConformanceCase['offered']) {
  return {
    name: `a ${access} that is ${mishap} applies nothing and says what is known of the wait`,
    ...(offered === undefined ? {} : { offered }),
    run: async (subject: Subject) => {
      const made = await subject.addCampaign();
      await subject.mishap(mishap, { entity_id: made.holder.entity_id, access });
      const platform = await subject.adapter();
      const error = await errorOf(access === 'read' ? platform.readEntity(made.holder) : platform.write(raised(made)));
      expect(error).toMatchObject({ code: 'PLATFORM_THROTTLED', retryAfterSeconds: wait });
      expect(await subject.applications(made.holder.entity_id)).toBe(0);
    },
  };
}
const announces: ConformanceCase['offered'] = (driver) => driver.announces_waits;
const unannounced = expect.toSatisfy((wait: unknown) => wait === null || typeof wait === 'number');

/** What the port promises when the wire, the platform or the network does not behave. */
export const mishapCases: readonly ConformanceCase[] = [
  {
    name: 'ignores fields that it does not know',
    run: async (subject) => {
      const made = await subject.addCampaign();
      await subject.mishap('unknown_fields', { entity_id: made.holder.entity_id, access: 'read' });
      expect(await (await subject.adapter()).readEntity(made.holder)).toMatchObject(made.shown);
    },
  },
  badRead('failed_before_applying', 'PLATFORM_UNAVAILABLE'),
  badRead('garbage', 'PLATFORM_ANSWER_INVALID'),
  lostAnswer('applied_and_dropped', 1),
  lostAnswer('applied_and_failed', 1),
  lostAnswer('failed_before_applying', 0),
  {
    name: 'a write that failed in the part applied nothing and is refused',
    offered: (driver) => driver.partial_failures && withBudget(driver),
    run: async (subject) => {
      const made = await subject.addCampaign();
      await subject.mishap('partly_failed', { entity_id: made.holder.entity_id, access: 'write' });
      const error = await errorOf((await subject.adapter()).write(raised(made)));
      expect(error).toMatchObject({ code: 'PLATFORM_REFUSED', message: expect.stringMatching(/.{20}/) });
      expect(await subject.applications(made.holder.entity_id)).toBe(0);
      expect(await budgetOf(subject, made)).toBe(made.start.daily_budget_minor);
    },
  },
  throttled('read', 'throttled_for_two_minutes', 120, announces),
  throttled('write', 'throttled_for_two_minutes', 120, (driver) => driver.announces_waits && withBudget(driver)),
  throttled('read', 'throttled_without_a_word', unannounced, undefined),
  throttled('write', 'throttled_without_a_word', unannounced, withBudget),
  {
    name: 'an amount out of range is refused with the platform’s words',
    offered: withBudget,
    run: async (subject) => {
      const made = await subject.addCampaign();
      const error = await errorOf((await subject.adapter()).write({ ...raised(made), value: 1 }));
      expect(error).toMatchObject({ code: 'PLATFORM_REFUSED', message: expect.stringMatching(/.{20}/) });
      expect(await subject.applications(made.holder.entity_id)).toBe(0);
    },
  },
  {
    name: 'shows the new value as soon as the platform does, and not before',
    offered: withBudget,
    run: async (subject) => {
      const made = await subject.addCampaign();
      const platform = await subject.adapter();
      const seconds = 60 + platform.read_after_write_lag_seconds;
      const { entity_id } = made.holder;
      await subject.controls.fault({ kind: 'read_after_write_lag', seconds, match: { entity_id } });
      const write = raised(made, 200);
      await platform.write(write);
      expect((await platform.readEntity(made.holder)).daily_budget_minor).toBe(made.start.daily_budget_minor);
      await subject.controls.passTime(seconds + 1);
      expect((await platform.readEntity(made.holder)).daily_budget_minor).toBe(write.value);
    },
  },
];
