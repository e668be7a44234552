import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conformanceCases } from './conformance/cases.ts';
import { isOffered } from './conformance/conformance-case.ts';
import type { ConformanceDriver } from './conformance/driver.ts';
import { openSubject, type Subject } from './conformance/subject.ts';
import { notOfferedMark } from './conformance/table.ts';

export type { ConformanceDriver } from './conformance/driver.ts';

/**
 * What every adapter must do: the port’s promises, tested against the platform’s sandbox in a process of its own, through the
 * definition that the worker uses. A new platform passes this before anything else is built on it. Each case has a campaign of
 * its own. A case that the platform cannot be asked for stays in the list, named as not offered.
 */
export function describeConformance(driver: ConformanceDriver): void {
  const { platform, capabilities } = driver.platform;
  describe(`${platform} keeps the promises of an ad platform`, () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await openSubject(driver);
    });
    afterAll(() => subject.close());

    describe.each(Object.entries(conformanceCases))('%s', (_topic, cases) => {
      for (const each of cases) {
        if (isOffered(each, driver)) it(each.name, () => each.run(subject));
        else
          it(`${each.name}${notOfferedMark}`, () => {
            const without = (each.needs ?? []).filter((need) => !capabilities.abilities.includes(need));
            expect(without.length > 0 || each.offered?.(driver) === false).toBe(true);
          });
      }
    });
  });
}
