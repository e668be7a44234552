import {
  anything,
  array,
  assert,
  asyncProperty,
  constantFrom,
  dictionary,
  integer,
  property,
  record,
  string,
  uniqueArray,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { littleText } from './creatives.ts';
import { statusFromWire } from './entities.ts';
import { failureFromAnswer } from './failures.ts';
import { createLinkedInAdapter } from './index.ts';
import { encodeQuery, encodeValue } from './rest-li.ts';
import { momentOf, scheduleWith } from './schedule.ts';
import type { TargetingWire } from './schemas.ts';
import { audienceFacet, excludedAudiences, includedAudiences, withExcluded, withIncluded } from './targeting.ts';

describe('a query', () => {
  it('never lets a value be taken for notation, and gives it back whole', () => {
    assert(
      property(string({ minLength: 1, unit: 'grapheme' }), (text) => {
        const encoded = encodeValue(text);
        expect(encoded).toMatch(/^[\w\-.~%]+$/);
        expect(decodeURIComponent(encoded)).toBe(text);
      }),
    );
  });
  it('has as many parameters as it was given, whatever they hold', () => {
    assert(
      property(dictionary(string({ minLength: 1 }), array(string())), (query) => {
        const encoded = encodeQuery(query);
        expect(encoded === '' ? 0 : encoded.split('&').length).toBe(Object.keys(query).length);
      }),
    );
  });
});

const ids = uniqueArray(integer({ min: 1, max: 99_999 }).map(String), { maxLength: 5 }).map((list) =>
  list.toSorted().join(','),
);
const otherFacets = dictionary(
  constantFrom('locations', 'skills', 'industries').map((name) => `urn:li:adTargetingFacet:${name}`),
  array(constantFrom('urn:li:geo:1', 'urn:li:skill:2'), { minLength: 1, maxLength: 3 }),
  { minKeys: 1 },
);
const criteria = record({ clauses: array(otherFacets, { maxLength: 3 }), excluded: otherFacets }).map(
  ({ clauses, excluded }): TargetingWire => ({
    include: { and: clauses.map((or) => ({ or })) },
    exclude: { or: excluded },
  }),
);

function included(targeting: TargetingWire, list: string): TargetingWire {
  const found = withIncluded(targeting, list);
  if ('unclear' in found) throw new Error(String(found.unclear));
  return found;
}

describe('audiences in targeting', () => {
  it('are read as they were set, and the two lists do not touch each other', () => {
    assert(
      property(criteria, ids, ids, (targeting, aimed, left) => {
        const set = withExcluded(included(targeting, aimed), left);
        expect([includedAudiences(set), excludedAudiences(set)]).toEqual([aimed, left]);
        expect(set).toEqual(included(withExcluded(targeting, left), aimed));
      }),
    );
  });
  it('that are taken away leave the criteria as they were', () => {
    assert(
      property(criteria, ids, (targeting, list) => {
        expect(included(included(targeting, list), '')).toEqual(targeting);
        expect(withExcluded(withExcluded(targeting, list), '')).toEqual(targeting);
      }),
    );
  });
  it('never bring two lists that must hold at once', () => {
    assert(
      property(criteria, ids, ids, (targeting, first, second) => {
        const and = included(included(targeting, first), second).include?.and ?? [];
        expect(and.filter((clause) => audienceFacet in clause.or).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('a schedule', () => {
  it('is read as it was set, and its other moment stays', () => {
    const moment = integer({ min: 0, max: 4e12 });
    assert(
      property(moment, moment, moment, constantFrom('starts_at', 'ends_at'), (start, end, wish, field) => {
        const wanted = momentOf(wish) ?? '';
        const set = scheduleWith({ start, end }, field, wanted);
        const read = { starts_at: momentOf(set?.start), ends_at: momentOf(set?.end) };
        expect(read).toEqual({ starts_at: momentOf(start), ends_at: momentOf(end), [field]: wanted });
      }),
    );
  });
});

describe('a failure', () => {
  const answer = (status: number, body: unknown) => ({ status, ok: false, headers: new Headers(), body });
  it('of a write is never called harmless when the server broke down, whatever its body', () => {
    assert(
      property(integer({ min: 500, max: 599 }), anything(), (status, body) => {
        expect(failureFromAnswer(answer(status, body), 'write').code).toBe('PLATFORM_OUTCOME_UNKNOWN');
        expect(failureFromAnswer(answer(status, body), 'read').code).toBe('PLATFORM_UNAVAILABLE');
      }),
    );
  });
  it('names a wait only when it is a limit', () => {
    assert(
      property(integer({ min: 400, max: 499 }), anything(), (status, body) => {
        const { code, retryAfterSeconds } = failureFromAnswer(answer(status, body), 'write');
        expect(retryAfterSeconds !== null).toBe(code === 'PLATFORM_THROTTLED');
      }),
    );
  });
});

describe('the text of a post', () => {
  it('says the same once its escapes are taken away, and has no sign left with a meaning of its own', () => {
    assert(
      property(string(), (text) => {
        const escaped = littleText(text);
        expect(escaped.replace(/\\(.)/gs, '$1')).toBe(text);
        expect(escaped.replace(/\\./gs, '')).not.toMatch(/[\\|{}@[\]()<>#*_~]/);
      }),
    );
  });
});

describe('a report on conversions', () => {
  const person = { email: 'ada@mail.example' };
  const consent = { ad_user_data: true, ad_personalization: true };
  const now = new Date('2026-11-21T12:00:00Z');
  const event = (event_id: string) => ({
    ...({
      event_id,
      event_name: 'lead',
      happened_at: '2026-11-21T10:00:00Z',
      value_minor: null,
      currency: null,
    } as const),
    ...({ order_id: null, source: 'crm', page_url: null, click_ids: {}, person, consent } as const),
  });
  it('has every event in exactly one of its lists, whatever the verdicts', async () => {
    const verdict = record({ status: constantFrom(200, 201, 400, 403, 404, 409, 422, 429, 500, 503) });
    await assert(
      asyncProperty(array(verdict, { maxLength: 12 }), integer({ min: 1, max: 10 }), async (elements, count) => {
        const adapter = createLinkedInAdapter({
          ...{ base_url: 'http://linkedin.invalid', oauth_base_url: 'http://linkedin.invalid', api_version: '202608' },
          ...{ account_id: '1', currency: 'EUR', saveCredential: async () => undefined, now: () => now },
          credential: { access_token: 't', refresh_token: null, expires_at: null },
          fetch: async () => Response.json({ elements }),
        });
        const events = Array.from({ length: count }, (_, index) => event(`e${index}`));
        const report = await adapter.sendConversions?.({ destination: '1', events });
        const { accepted = [], refused = [], later = [] } = report ?? {};
        const all = [...accepted, ...[...refused, ...later].map((each) => each.event_id)];
        expect(all.toSorted()).toEqual(events.map((each) => each.event_id).toSorted());
        expect(accepted.length).toBe(elements.slice(0, count).filter(({ status }) => status < 300).length);
      }),
      { numRuns: 50 },
    );
  });
});

it.each(['constructor', '__proto__', 'toString', ''])('a status %j of the wire is none that we know', (word) => {
  expect(statusFromWire(word)).toBe('other');
});
