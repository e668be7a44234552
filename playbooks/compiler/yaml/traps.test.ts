import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileStepsOf, compileTop, findingsOf, said } from '../../../tests/playbooks/compile-text.ts';

const inSet = (value: string) => said(compileStepsOf(`  - { id: a, set: { x: ${value} } }`).diagnostics);

describe('values that not every YAML reader reads alike', () => {
  it.each([
    ['010', ['NUMBER_AMBIGUOUS 4:24 10']],
    ['-007', ['NUMBER_AMBIGUOUS 4:24 -7']],
    ['00.5', ['NUMBER_AMBIGUOUS 4:24 0.5']],
    ['0o17', ['NUMBER_AMBIGUOUS 4:24 15']],
    ['0x1F', ['NUMBER_AMBIGUOUS 4:24 31']],
    ['1e3', ['NUMBER_AMBIGUOUS 4:24 1000']],
    ['5.5E2', ['NUMBER_AMBIGUOUS 4:24 550']],
    ['1e-3', ['NUMBER_AMBIGUOUS 4:24 0.001']],
    ['1e30', ["NUMBER_AMBIGUOUS 4:24 '1e+30'"]],
    ['9007199254740993', ["NUMBER_AMBIGUOUS 4:24 '9007199254740993'"]],
    ['no', ["TEXT_AMBIGUOUS 4:24 'no'"]],
    ['On', ["TEXT_AMBIGUOUS 4:24 'On'"]],
    ['12:30', ["TEXT_AMBIGUOUS 4:24 '12:30'"]],
    ['1:30:00', ["TEXT_AMBIGUOUS 4:24 '1:30:00'"]],
    ['1_000', ["TEXT_AMBIGUOUS 4:24 '1_000'"]],
  ])('%s is pointed out', (value, findings) => {
    expect(inSet(value)).toEqual(findings);
  });

  it.each([
    '0',
    '10',
    '0.5',
    '-1',
    '1000000',
    "'010'",
    '"no"',
    '"12:30"',
    'nothing',
    'on the way',
    '2026-12-24',
    '9:00-17:00',
    'true',
    '~',
  ])('%s means the same to everybody', (value) => {
    expect(inSet(value)).toEqual([]);
  });

  it('what is wrong for another reason is told once', () => {
    expect(findingsOf('guardrails: { freeze_in_learning: yes }')).toEqual(['TYPE_MISMATCH 4:35 true']);
    expect(findingsOf('timeout: 1:30')).toEqual(['DURATION_INVALID 4:10']);
    expect(findingsOf('labels: { a: 010 }')).toEqual(["TYPE_MISMATCH 4:14 '010'"]);
  });

  it('numbers are errors and texts are warnings', () => {
    const severity = (top: string) => compileTop(top).diagnostics.map((each) => each.severity);
    expect(severity('guardrails: { max_total_change: 5e4 }')).toEqual(['error']);
    expect(severity('description: no')).toEqual(['warning']);
  });

  it('a suggestion that is followed leaves nothing to say', () => {
    const odd = fc.oneof(
      fc.nat({ max: 99_999 }).map((value) => `0${value}`),
      fc.tuple(fc.integer({ min: 1, max: 99 }), fc.nat({ max: 12 })).map(([value, power]) => `${value}e${power}`),
      fc.nat({ max: 0xffff }).map((value) => `0x${value.toString(16)}`),
      fc.constantFrom('yes', 'no', 'on', 'off', 'YES', 'Off', '1:59', '22:22:22', '1_0', '123456789012345678'),
    );
    fc.assert(
      fc.property(odd, (value) => {
        const [first] = compileStepsOf(`  - { id: a, set: { x: ${value} } }`).diagnostics;
        expect(first?.code, value).toMatch(/AMBIGUOUS$/);
        expect(inSet(first?.suggestion ?? '')).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('characters that nobody sees', () => {
  it.each([
    ['\u200B', '200B'],
    ['\u202E', '202E'],
    ['\u0000', '0000'],
    ['\u001B', '001B'],
    ['\uFEFF', 'FEFF'],
    ['\u2028', '2028'],
    ['\u00AD', '00AD'],
    ['\uD800', 'D800'],
  ])('%j is refused wherever it stands', (character, code) => {
    for (const top of [`description: "a${character}b"`, `# a ${character} comment`]) {
      const invisible = compileTop(top).diagnostics.filter((each) => each.code === 'PLAYBOOK_TEXT_INVISIBLE');
      expect(invisible.map((each) => each.message)).toEqual([
        `There is a character here that cannot be seen (U+${code}).`,
      ]);
    }
  });

  it.each(['größer', '日本語', '👍🏽', '👩‍👧', '❤️', 'a\u00A0b', 'e\u0301'])('%s is read as it looks', (text) => {
    expect(findingsOf(`description: "${text}"`)).toEqual([]);
  });
});

describe('letters that only look alike', () => {
  it.each([
    ['раuse', 'pause', 'р only looks like p (U+0440)'],
    ['ѕtор', 'stop', 'ѕ only looks like s (U+0455)'],
    ['Αlpha', 'Alpha', 'Α only looks like A (U+0391)'],
    ['größe', 'groe', null],
    ['check budget', 'check_budget', null],
  ])('%s is not %s', (id, suggestion, alike) => {
    const [found] = compileStepsOf(`  - { id: ${id}, wait: 1s }`).diagnostics;
    expect(found).toMatchObject({ code: 'PLAYBOOK_ID_INVALID' });
    expect(found?.message.includes('only looks like')).toBe(alike !== null);
    expect(found?.message).toContain(alike ?? 'letters a–z');
    if (id !== 'größe') expect(found?.suggestion).toBe(suggestion);
  });
});
