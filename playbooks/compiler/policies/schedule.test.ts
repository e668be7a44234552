import { describe, expect, it } from 'vitest';
import { findingsOf, planOfTop } from '../../../tests/playbooks/compile-text.ts';

describe('schedule', () => {
  it('a text is the cron expression, in UTC, without overlap, with an hour to catch up', () => {
    expect(planOfTop("schedule: '0 9 * * *'").schedule).toEqual({
      cron: '0 9 * * *',
      timezone: 'UTC',
      overlap: 'skip',
      catchup_window_seconds: 3_600,
      jitter_seconds: 0,
      skip: [],
    });
  });

  it('a map says the rest', () => {
    expect(
      planOfTop(
        "schedule: { cron: '@daily', timezone: Asia/Tokyo, overlap: allow, catchup_window: 1d, jitter: 90s, skip: 2026-02-28 }",
      ).schedule,
    ).toEqual({
      cron: '@daily',
      timezone: 'Asia/Tokyo',
      overlap: 'allow',
      catchup_window_seconds: 86_400,
      jitter_seconds: 90,
      skip: ['2026-02-28'],
    });
  });

  it.each([
    ['europe/berlin', 'Europe/Berlin'],
    ['ASIA/TOKYO', 'Asia/Tokyo'],
    ['utc', 'UTC'],
    ['Etc/UTC', 'Etc/UTC'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ])('the zone %s is handed on as %s, as the server that keeps schedules spells it', (written, zone) => {
    expect(planOfTop(`schedule: { cron: '@daily', timezone: ${written} }`).schedule?.timezone).toBe(zone);
  });

  it('the cron text keeps no space around it', () => {
    expect(planOfTop("schedule: '  0 9 * * 1-5 '").schedule?.cron).toBe('0 9 * * 1-5');
  });

  it.each([
    ["schedule: '0 61 * * *'", ['CRON_INVALID 4:14 Give the hour as 0–23; * stands for every one.']],
    // Everything that is missing or wrong, at once.
    [
      'schedule: { timezone: Mars/Base, jitter: 2d }',
      ['KEY_MISSING 4:11 cron: …', 'TIMEZONE_INVALID 4:23', 'DURATION_INVALID 4:42'],
    ],
    ["schedule: { cron: '@daily', jitter: 1d, catchup_window: 31d }", []],
    ["schedule: { cron: '@daily', jitter: 0s, catchup_window: 0s }", []],
    ["schedule: { cron: '@daily', catchup_window: 32d }", ['DURATION_INVALID 4:45']],
    [
      "schedule: { cron: '@daily', skip: [2026-02-28, 2026-2-28, 7] }",
      ['VALUE_INVALID 4:48', "TYPE_MISMATCH 4:59 '7'"],
    ],
    ["schedule: { cron: '@daily', skip: [] }", []],
    ['schedule: [a]', ['TYPE_MISMATCH 4:11']],
    ['schedule: 5', ["TYPE_MISMATCH 4:11 '5'"]],
    ['schedule: {}', ['KEY_MISSING 4:11 cron: …']],
    ["schedule: { cron: '@daily', timezone: Berlin }", ['TIMEZONE_INVALID 4:39 Europe/Berlin']],
    ["schedule: { cron: '@daily', timezone: Europe/Berln }", ['TIMEZONE_INVALID 4:39 Europe/Berlin']],
    ["schedule: { cron: '@daily', timezone: '+02:00' }", ['TIMEZONE_INVALID 4:39']],
    ["schedule: { cron: '@daily', overlap: queued }", ['VALUE_INVALID 4:38 queue']],
    ["schedule: { cron: '@daily', jitter: 5 }", ['DURATION_INVALID 4:37']],
    ["schedule: { cron: '@daily', jitter: 5 minutes }", ['DURATION_INVALID 4:37 5m']],
    ["schedule: { cron: '@daily', catchup_window: 99w }", ['DURATION_INVALID 4:45']],
    ["schedule: { cron: '@daily', skip: [2026-02-30] }", ['VALUE_INVALID 4:36']],
    ["schedule: { cron: '@daily', zone: UTC }", ['KEY_UNKNOWN 4:29']],
  ])('%s', (top, findings) => {
    expect(findingsOf(top)).toEqual(findings);
  });
});
