import { describe, expect, it } from 'vitest';
import { defaultRetry } from '../../../contracts/action.ts';
import { reading } from '../../../tests/playbooks/read-value.ts';
import { createReport } from '../report.ts';
import { entryOf } from '../source-node.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { readRetry } from './retry.ts';

function read(yaml: string, ofAction = defaultRetry) {
  const source = `retry: ${yaml}\n`;
  const report = createReport(source);
  const root = readYaml(source, report);
  const retry = readRetry(root === null ? undefined : entryOf(root, 'retry')?.value, ofAction, report);
  return {
    retry,
    told: report
      .diagnostics()
      .map(({ code, message, suggestion }) => [code.replace('PLAYBOOK_', ''), message, suggestion]),
  };
}

describe('retry of a step', () => {
  it('is that of its action unless the step says more, and never the same object', () => {
    const report = createReport('');
    const patient = { ...defaultRetry, max_attempts: 9 };
    expect(readRetry(undefined, patient, report)).toEqual(patient);
    expect(read('{ max_interval: 1m }', patient).retry).toMatchObject({ max_attempts: 9, max_interval_seconds: 60 });
    expect(readRetry(undefined, defaultRetry, report)).toEqual(defaultRetry);
    expect(readRetry(undefined, null, report)).toEqual(defaultRetry);
    expect(readRetry(undefined, defaultRetry, report)).not.toBe(defaultRetry);
  });

  it.each([
    ['3', { max_attempts: 3 }],
    ['{ max_attempts: 1 }', { max_attempts: 1 }],
    ['{ initial_interval: 2s, backoff_coefficient: 1 }', { initial_interval_seconds: 2, backoff_coefficient: 1 }],
    ['{ initial_interval: 100ms }', { initial_interval_seconds: 0.1 }],
    ['{ max_interval: 1d }', { max_interval_seconds: 86_400 }],
    ['{}', {}],
  ])('%s replaces only that', (yaml, said) => {
    expect(read(yaml)).toEqual({ retry: { ...defaultRetry, ...said }, told: [] });
  });

  it('its longest pause is never below its first, which Temporal would refuse', () => {
    expect(read('{ initial_interval: 1m }').retry).toMatchObject({
      initial_interval_seconds: 60,
      max_interval_seconds: 60,
    });
    expect(read('{ max_interval: 200ms }').retry).toMatchObject({
      initial_interval_seconds: 0.2,
      max_interval_seconds: 0.2,
    });
    expect(read('{ initial_interval: 1m, max_interval: 1m }').told).toEqual([]);
    expect(read('{ initial_interval: 1m, max_interval: 59s }').told).toEqual([
      ['DURATION_INVALID', '`max_interval` is shorter than `initial_interval`.', '1m'],
    ]);
  });

  it.each([
    ['0', 'VALUE_INVALID', '`retry` may not be 0.'],
    ['101', 'VALUE_INVALID', '`retry` may not be 101.'],
    ['many', 'TYPE_MISMATCH', '`retry` is a text.'],
    ['[3]', 'TYPE_MISMATCH', '`retry` is a list.'],
    ['{ attempts: 3 }', 'KEY_UNKNOWN', '`retry` has no key `attempts`.'],
    ['{ max_attempts: 1.5 }', 'VALUE_INVALID', '`max_attempts` may not be 1.5.'],
    ['{ initial_interval: 50ms }', 'DURATION_INVALID', '`initial_interval` is too short.'],
    ['{ initial_interval: 5 }', 'DURATION_INVALID', '`initial_interval` is not a duration: 5.'],
    ['{ max_interval: 2d }', 'DURATION_INVALID', '`max_interval` is too long.'],
    ['{ backoff_coefficient: 0.5 }', 'VALUE_INVALID', '`backoff_coefficient` may not be 0.5.'],
    ['{ backoff_coefficient: 11 }', 'VALUE_INVALID', '`backoff_coefficient` may not be 11.'],
  ])('%s: %s', (yaml, code, message) => {
    expect(read(yaml).told.map(([found, text]) => [found, text])).toEqual([[code, message]]);
  });
});

describe('codes that are not tried again', () => {
  it('stand beside those of the action, each once', () => {
    const own = { ...defaultRetry, non_retryable: ['PLATFORM_REFUSED'] as const };
    const { value, told } = reading('{ non_retryable: [PLATFORM_REFUSED, PLATFORM_UNAUTHORIZED] }', (node, report) =>
      readRetry(node, own, report),
    );
    expect(told).toEqual([]);
    expect(value?.non_retryable).toEqual(['PLATFORM_REFUSED', 'PLATFORM_UNAUTHORIZED']);
  });

  it('must exist', () => {
    const { told } = reading('{ non_retryable: [PLATFORM_REFUSD, WHATEVER] }', (node, report) =>
      readRetry(node, null, report),
    );
    expect(told.map(({ code, suggestion }) => [code, suggestion])).toEqual([
      ['VALUE_INVALID', 'PLATFORM_REFUSED'],
      ['VALUE_INVALID', null],
    ]);
  });
});
