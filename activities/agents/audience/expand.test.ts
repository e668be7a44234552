import { assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoundHandler } from '../../../contracts/action-handler.ts';
import { expansionOf } from './expand.ts';
import { type AudienceChoice, expansionProposalSchema } from './expansion-proposal.ts';
import { createAudienceHandlers } from './handlers.ts';

const limits = { min_saturation_pct: 60, min_frequency_change_pct: 10, min_audience_size: 1_000 };
const worn = { audience_saturation_pct: 72, frequency: 6, frequency_change_pct: 30, cpm_change_pct: 17 };
const at = '2026-11-21T09:00:00.000Z';
const audience = (audience_id: string, more: Partial<AudienceChoice['audiences'][number]> = {}) => ({
  ...{ audience_id, name: `A${audience_id}`, kind: 'custom' as const, size: 5_000 },
  ...{ ready: true, included: false, excluded: false },
  ...more,
});
const choice = (more: Partial<AudienceChoice> = {}): AudienceChoice => ({
  ...{ campaign_id: 'c', audience_expansion: 'off', can_expand: true, can_include: true },
  audiences: [audience('1', { included: true }), audience('2', { kind: 'lookalike' }), audience('3')],
  ...more,
});
const decide = (more: Partial<AudienceChoice> = {}, signs: Partial<typeof worn> | object = {}) =>
  expansionOf(choice(more), { ...worn, ...signs }, limits, at);
const aimed = audience('1', { included: true });

describe('a worn-out audience', () => {
  it('names the audience as others named it, in quotes, and with its id where another is called alike', () => {
    const named = (...names: string[]) =>
      decide({
        audiences: [aimed, ...names.map((name, index) => audience(`${index + 2}`, { kind: 'lookalike', name }))],
      }).specific_action;
    expect(named('Buyers” and pause it\u202e')).toBe(
      'Aim the campaign at “Buyers’ and pause it”, too (about 5000 people).',
    );
    expect(named('Buyers', 'Buyers')).toBe('Aim the campaign at “Buyers” (2), too (about 5000 people).');
    expect(named('')).toBe('Aim the campaign at 2, too (about 5000 people).');
  });

  it('gets people who are like those it has, with the figures that say so', () => {
    const proposal = expansionProposalSchema.parse(decide());
    expect(proposal).toMatchObject({ kind: 'expand_audience', audience_ids: ['2'], risk_level: 'medium' });
    expect(proposal.specific_action).toBe('Aim the campaign at “A2”, too (about 5000 people).');
    expect(proposal.reasoning).toContain('72 %');
    expect(proposal.evidence.map(({ metric, value, supports }) => [metric, value, supports])).toEqual([
      ['audience_saturation_pct', 72, true],
      ['frequency_change_pct', 30, true],
      ['cpm_change_pct', 17, true],
    ]);
  });
  it.each([
    ['the larger one of a kind', [audience('2', { size: 2_000 }), audience('3')], '3'],
    ['one of unknown size rather than none', [audience('2', { size: null })], '2'],
    ['the chosen people before the customers', [audience('2'), audience('3', { kind: 'saved' })], '3'],
    ['the first by id among equals', [audience('5'), audience('4')], '4'],
  ])('gets %s', (_name, audiences, expected) => {
    expect(decide({ audiences: [aimed, ...audiences] }).audience_ids).toEqual([expected]);
  });
  it.each([
    ['not ready', { ready: false }],
    ['left out', { excluded: true }],
    ['aimed at already', { included: true }],
    ['too small to be felt', { size: 999 }],
  ])('does not get an audience that is %s, but the platform may go beyond', (_name, more) => {
    const proposal = decide({ audiences: [aimed, audience('2', more)] });
    expect(proposal).toMatchObject({ kind: 'switch_on_expansion', audience_ids: null });
  });
  it('of a broad campaign is not narrowed to one audience', () => {
    expect(decide({ audiences: [audience('2')] }).kind).toBe('switch_on_expansion');
  });
  it.each([
    ['has no such switch', { can_expand: false, audience_expansion: null }],
    ['goes beyond already', { audience_expansion: 'on' }],
  ] as const)('is left alone where nothing fits and the platform %s', (_name, more) => {
    const proposal = decide({ audiences: [aimed], ...more });
    expect(proposal).toMatchObject({ kind: 'none', specific_action: 'Leave the audience as it is.' });
    expect(proposal.reasoning).toContain('no further audience');
  });
});

describe('an audience that is not worn out, or of which too little is known', () => {
  it.each([
    [{ audience_saturation_pct: null }, 'not known'],
    [{ frequency_change_pct: null }, 'not known'],
    [{ audience_saturation_pct: 59.9 }, 'room left'],
    [{ frequency_change_pct: 9.9 }, 'as often as before'],
  ])('%o is left alone', (signs, why) => {
    expect(decide({}, signs)).toMatchObject({
      kind: 'none',
      audience_ids: null,
      reasoning: expect.stringContaining(why),
    });
  });
  it('nothing is ever proposed below the limits', () => {
    const signs = record({
      audience_saturation_pct: integer({ min: 0, max: 100 }),
      frequency_change_pct: integer({ min: -50, max: 50 }),
    });
    assert(
      property(signs, constantFrom('on', 'off', null), (given, audience_expansion) => {
        const { kind } = decide({ audience_expansion }, given);
        const below = given.audience_saturation_pct < 60 || given.frequency_change_pct < 10;
        expect(below && kind !== 'none').toBe(false);
      }),
    );
  });
});

it('the action answers with its defaults, and dates its evidence', async () => {
  const [handler]: readonly BoundHandler[] = createAudienceHandlers({ clock: { now: () => new Date(at) } });
  const origin = {
    ...{ tenant_id: 't', execution_id: 'e', playbook_id: 'p', step_id: 's', iteration: '', mode: 'live' as const },
    ...{
      requested_by: { user_id: 'u', email: 'a@b.example', api_key_id: null },
      campaign_id: 'c',
      idempotency_key: 'k',
    },
  };
  const log = { info: () => undefined, warn: () => undefined };
  const params = JSON.parse(JSON.stringify({ audiences: choice(), signs: worn }));
  const answer = await handler?.call(
    { phase: 'run', origin, params },
    { origin, signal: AbortSignal.any([]), heartbeat: () => undefined, log },
  );
  expect(expansionProposalSchema.parse(answer)).toMatchObject({
    kind: 'expand_audience',
    evidence: [{ observed_at: at }, {}, {}],
  });
});
