import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversionEvent, ConversionReport } from '../../../contracts/conversion.ts';
import { type GoogleReplay, openGoogleReplay } from '../../../tests/ad-platforms/google-replay.ts';
import { sha256Hex } from '../wire/identifier.ts';
import { googleEmail, googleName, userIdentifiers } from './person.ts';

let replay: GoogleReplay;
beforeAll(async () => {
  replay = await openGoogleReplay();
});
afterAll(() => replay.server.stop());

const conversion = (event_id: string, more: Partial<ConversionEvent> = {}): ConversionEvent => ({
  ...{ event_id, event_name: 'lead', happened_at: '2026-11-20T10:00:00Z', value_minor: null, currency: null },
  ...{ order_id: null, source: 'crm', page_url: null, click_ids: { gclid: `Cj-${event_id}` }, person: {} },
  consent: { ad_user_data: true, ad_personalization: true },
  ...more,
});
async function send(events: readonly ConversionEvent[], destination = 'customers/1/conversionActions/4711') {
  const report = await replay.adapter().sendConversions?.({ destination, events });
  if (report === undefined) throw new Error('The adapter takes no conversions.');
  return report;
}
const taken = { body: { requestId: 'Q1' } };
const status = (requestStatus: string, ...reasons: readonly string[]) => ({
  body: {
    requestStatusPerDestination: [
      { requestStatus, errorInfo: { errorCounts: reasons.map((reason) => ({ recordCount: '1', reason })) } },
    ],
  },
});
const refusal = (...violations: readonly object[]) => ({
  status: 400,
  body: {
    error: {
      ...{ code: 400, message: 'There was a problem with the request.', status: 'INVALID_ARGUMENT' },
      details: [
        { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'INVALID_ARGUMENT' },
        { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: violations },
      ],
    },
  },
});
const ingested = () => replay.sent().filter((request) => request.path === '/v1/events:ingest');
const idsSent = () =>
  ingested().map((request) => request.json.events.map((event: { transactionId: string }) => event.transactionId));
const listed = (report: ConversionReport) =>
  [...report.accepted, ...report.refused.map((each) => each.event_id)].sort();

describe('conversions', () => {
  it('go into the action that the destination names, whichever way it names it', async () => {
    replay.server.answerWith(taken, status('PROCESSING'));
    await send([conversion('1')]);
    expect(ingested()[0]?.json.destinations[0].productDestinationId).toBe('4711');
    await expect(send([conversion('1')], 'my action')).rejects.toMatchObject({ code: 'PLATFORM_NOT_FOUND' });
  });
  it('beyond 2000 go in several requests', async () => {
    replay.server.answerWith(taken, status('PROCESSING'), { body: { requestId: 'Q2' } }, status('PROCESSING'));
    const report = await send(Array.from({ length: 2_001 }, (_, index) => conversion(String(index))));
    expect(idsSent().map((ids) => ids.length)).toEqual([2_000, 1]);
    expect([report.accepted.length, report.platform_request_id]).toEqual([2_001, 'Q2']);
  });
  it('that cannot count are refused here, because one of them would sink all others', async () => {
    replay.server.answerWith(taken, status('SUCCESS'));
    const report = await send([
      conversion('good'),
      conversion('old', { happened_at: '2026-08-01T00:00:00Z' }),
      conversion('early', { happened_at: '2026-11-21T12:00:01Z' }),
      conversion('both', { click_ids: { gbraid: 'g', wbraid: 'w' } }),
      conversion('nobody', { click_ids: { fbclid: 'x' }, person: { city: 'Berlin' } }),
      conversion('unasked', { consent: { ad_user_data: false, ad_personalization: true } }),
    ]);
    expect(report.accepted).toEqual(['good']);
    expect(Object.fromEntries(report.refused.map((each) => [each.event_id, each.code]))).toEqual({
      ...{ old: 'EVENT_TIME_INVALID', early: 'EVENT_TIME_INVALID', both: 'GBRAID_WBRAID_BOTH_SET' },
      ...{ nobody: 'REQUIRED_FIELD_MISSING', unasked: 'CONSENT_MISSING' },
    });
    expect(idsSent()).toEqual([['good']]);
  });
  it('none of which can be sent cost no request', async () => {
    const report = await send([conversion('1', { click_ids: {} })]);
    expect([report.accepted, report.refused.length, replay.sent()]).toEqual([[], 1, []]);
  });
  it('that Google blames are set aside, and the others are sent again', async () => {
    const blame = {
      field: 'events[1].user_data',
      description: 'The SHA256 value is malformed.',
      reason: 'INVALID_SHA256_FORMAT',
    };
    replay.server.answerWith(refusal(blame, { ...blame, field: 'destinations[0]' }), taken, status('PROCESSING'));
    const report = await send([conversion('1'), conversion('2'), conversion('3')]);
    expect(report).toMatchObject({ accepted: ['1', '3'], platform_request_id: 'Q1' });
    expect(report.refused).toEqual([{ event_id: '2', code: 'INVALID_SHA256_FORMAT', reason: blame.description }]);
    expect(idsSent()).toEqual([
      ['1', '2', '3'],
      ['1', '3'],
    ]);
  });
  it('are all refused when Google blames none of them', async () => {
    const blame = { field: 'destinations[0].product_destination_id', reason: 'INVALID_CONVERSION_ACTION_ID' };
    replay.server.answerWith(refusal(blame));
    const report = await send([conversion('1'), conversion('2')]);
    expect(listed(report)).toEqual(['1', '2']);
    expect(report.refused[0]).toMatchObject({ code: 'INVALID_ARGUMENT', reason: expect.stringContaining('problem') });
    expect(ingested()).toHaveLength(1);
  });
  it('are not sent for ever when Google blames a place that is not there', async () => {
    replay.server.answerWith(refusal({ field: 'events[9].x', reason: 'X' }));
    await expect(send([conversion('1')])).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(ingested()).toHaveLength(1);
  });
  it.each([
    ['a lost answer', { drop: true }, 'PLATFORM_OUTCOME_UNKNOWN'],
    ['an answer that is no JSON', { body: 'OK' }, 'PLATFORM_OUTCOME_UNKNOWN'],
    ['a limit', { status: 429, body: {} }, 'PLATFORM_THROTTLED'],
    ['a missing permission', { status: 403, body: {} }, 'PLATFORM_UNAUTHORIZED'],
  ])('that meet %s are told as an error: the batch may be sent again', async (_name, answer, code) => {
    replay.server.answerWith(answer);
    await expect(send([conversion('1')])).rejects.toMatchObject({ code });
  });
});

describe('the status of a request', () => {
  it.each([
    ['is still worked on', status('PROCESSING'), ['1'], []],
    ['succeeded in the part', status('PARTIAL_SUCCESS', 'PROCESSING_ERROR_REASON_INVALID_GCLID'), ['1'], []],
    ['cannot be asked', { status: 503, body: '' }, ['1'], []],
    [
      'failed as what was there already',
      status('FAILED', 'PROCESSING_ERROR_REASON_DUPLICATE_TRANSACTION_ID'),
      ['1'],
      [],
    ],
    [
      ...['failed', status('FAILED', 'PROCESSING_ERROR_REASON_INVALID_GCLID'), []],
      ['PROCESSING_ERROR_REASON_INVALID_GCLID'],
    ],
    ['failed without a word', status('FAILED'), [], ['FAILED']],
  ] as const)('that %s', async (_name, answer, accepted, codes) => {
    replay.server.answerWith(taken, answer);
    const report = await send([conversion('1')]);
    expect([report.accepted, report.refused.map((each) => each.code)]).toEqual([accepted, codes]);
  });
});

describe('a person', () => {
  it.each([
    [' Ada.Example@Mail.example ', 'ada.example@mail.example'],
    ['A.d.a+shop@GMAIL.com', 'ada@gmail.com'],
    ['a.b@googlemail.com', 'ab@googlemail.com'],
    ['a.b+c@notgmail.com', 'a.b+c@notgmail.com'],
  ])('with the address %j is %j', (email, plain) => {
    expect(googleEmail(email)).toBe(plain);
    expect(userIdentifiers({ email })).toEqual([{ emailAddress: sha256Hex(plain) }]);
  });
  it('has names without punctuation, in any script', () => {
    expect([googleName(" O'Neil-Smith "), googleName('Żółć'), googleName('李.')]).toEqual(['oneilsmith', 'żółć', '李']);
  });
  it('has an address only when it is whole; country and postal code are never hashed', () => {
    const whole = { first_name: 'Ada', last_name: 'Lovelace', country: 'gb', postal_code: ' SW1 ' };
    expect(userIdentifiers(whole)).toEqual([
      {
        address: {
          ...{ givenName: sha256Hex('ada'), familyName: sha256Hex('lovelace'), regionCode: 'GB', postalCode: 'SW1' },
        },
      },
    ]);
    for (const left of ['first_name', 'last_name', 'country', 'postal_code'] as const) {
      const { [left]: _gone, ...rest } = whole;
      expect(userIdentifiers(rest)).toEqual([]);
    }
  });
  it('whose identifiers came hashed is not hashed again', () => {
    const hashed = sha256Hex('ada@gmail.com');
    expect(userIdentifiers({ email: hashed.toUpperCase(), phone: sha256Hex('+49151') })).toEqual([
      { emailAddress: hashed },
      { phoneNumber: sha256Hex('+49151') },
    ]);
  });
});
