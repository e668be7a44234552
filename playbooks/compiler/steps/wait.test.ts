import { describe, expect, it } from 'vitest';
import { codesIn, stepsIn } from '../../../tests/playbooks/compile-text.ts';

const wait = (value: string, more = '') => `  - { id: a, wait: ${value}${more} }`;
const weekdays = { timezone: 'UTC', days: [1, 2, 3, 4, 5], from_minute: 0, to_minute: 1_440, holidays: [] };

describe('wait', () => {
  it.each([
    ['3d', { kind: 'for', seconds: 259_200 }],
    ['{ for: 90m }', { kind: 'for', seconds: 5_400 }],
    ['2bd', { kind: 'business_days', days: 2, calendar: weekdays }],
    ['{ for: 1 business day }', { kind: 'business_days', days: 1, calendar: weekdays }],
    ['{ for: 250 business days }', { kind: 'business_days', days: 250, calendar: weekdays }],
    [
      '{ for: 2 Business-Days, calendar: { holidays: [2026-12-25] } }',
      { kind: 'business_days', days: 2, calendar: { ...weekdays, holidays: ['2026-12-25'] } },
    ],
    [
      '{ for: 1h, calendar: { timezone: europe/berlin, days: [sun, mon, mon], hours: "9:00 - 17:30" } }',
      {
        kind: 'for',
        seconds: 3_600,
        calendar: { timezone: 'Europe/Berlin', days: [1, 7], from_minute: 540, to_minute: 1_050, holidays: [] },
      },
    ],
    [
      '{ until: 2026-12-24T09:00:00Z, calendar: {} }',
      { kind: 'until', until: { source: 'timestamp("2026-12-24T09:00:00Z")', line: 4 }, calendar: weekdays },
    ],
    [
      '{ event: webhook.orders, timeout: 2d }',
      { kind: 'event', event: 'webhook.orders', match: null, timeout_seconds: 172_800, on_timeout: 'fail' },
    ],
    [
      '{ event: lead.created, match: event.data.id == entity.id, timeout: 1h, on_timeout: continue }',
      {
        kind: 'event',
        event: 'lead.created',
        match: { source: 'event.data.id == entity.id', line: 4 },
        timeout_seconds: 3_600,
        on_timeout: 'continue',
      },
    ],
  ])('%s', (value, expected) => {
    expect(stepsIn(wait(value))).toEqual([
      { id: 'a', line: 4, name: null, condition: null, kind: 'wait', wait: expected },
    ]);
  });

  it.each([
    ['{}', ['KEY_MISSING:4']],
    ['{ for: 3d, event: lead.created }', ['VALUE_INVALID:4']],
    ['{ for: 251bd }', ['DURATION_INVALID:4']],
    ['0bd', ['DURATION_INVALID:4']],
    ['{ for: 3 }', ['DURATION_INVALID:4']],
    ['{ for: 3d, match: "true" }', ['VALUE_INVALID:4']],
    ['{ event: lead.created }', ['KEY_MISSING:4']],
    ['{ event: lead.created, timeout: 1h, calendar: {} }', ['VALUE_INVALID:4']],
    ['{ event: Lead Created, timeout: 1h }', ['VALUE_INVALID:4']],
    ['{ event: lead, timeout: 1h }', ['VALUE_INVALID:4']],
    ['{ event: lead.create, timeout: 1h }', ['EVENT_UNKNOWN:4']],
    ['{ event: my.own_event, timeout: 1h }', []],
    ['{ event: lead.created, timeout: 1h, match: event.date.x > 3 }', ['FIELD_UNKNOWN:4']],
    ['{ event: lead.created, timeout: 1h, match: event.data.x }', []],
    ['{ event: lead.created, timeout: 1h, match: event.name }', ['EXPRESSION_TYPE:4']],
    ['{ event: lead.created, timeout: 1h, on_timeout: reject }', ['VALUE_INVALID:4']],
    ['{ event: lead.created, timeout: 366d }', ['DURATION_INVALID:4']],
  ])('%s', (value, codes) => {
    expect(codesIn(wait(value))).toEqual(codes);
  });

  it.each([
    ['days: []', ['TYPE_MISMATCH:4']],
    ['days: [monday, fro]', ['VALUE_INVALID:4', 'VALUE_INVALID:4']],
    ['hours: 09:00', ['VALUE_INVALID:4']],
    ['hours: 17:00-09:00', ['VALUE_INVALID:4']],
    ['hours: 09:00-25:00', ['VALUE_INVALID:4']],
    ['hours: 09:60-10:00', ['VALUE_INVALID:4']],
    ['hours: 00:00-24:00', []],
    ['timezone: CET+1', ['TIMEZONE_INVALID:4']],
    ['holidays: [Christmas]', ['VALUE_INVALID:4']],
    ['zone: UTC', ['KEY_UNKNOWN:4']],
  ])('a calendar with %s', (value, codes) => {
    expect(codesIn(wait(`{ for: 2bd, calendar: { ${value} } }`))).toEqual(codes);
  });

  it('only an event gives something to name, which may be absent when its coming is not awaited', () => {
    const event = (more: string) => wait(`{ event: lead.created, timeout: 1h${more} }`, ', output: lead');
    const use = '\n  - { id: use, set: { who: "{{ lead.data.email }}" } }';
    expect(stepsIn(event('') + use)).toMatchObject([{ output: 'lead' }, {}]);
    expect(codesIn(event(', on_timeout: continue') + use)).toEqual(['VALUE_MAY_BE_ABSENT:5']);
    expect(codesIn(wait('3d', ', output: lead'))).toEqual(['VALUE_INVALID:4']);
    expect(codesIn(`${event('')}\n  - { id: b, set: { event: 1 } }`)).toEqual(['NAME_RESERVED:5']);
  });
});
