import { date as anyDate, assert, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoundHandler } from '../../../contracts/action-handler.ts';
import type { LaunchState } from '../../../contracts/launch.ts';
import { createLaunchHandlers } from './handlers.ts';
import { type LaunchBrief, launchKitSchema } from './launch-kit.ts';
import { launchReportSchema } from './launch-report.ts';
import { launchDay, pacificClock, pacificInstant } from './launch-time.ts';
import { reportOf } from './report-launch.ts';
import { kitOf } from './write-kit.ts';

const image = { url: 'https://x.example/a.png', width: 1270, height: 760, bytes: 400_000, media_type: 'image/png' };
const brief: LaunchBrief = {
  name: 'Trail Notes',
  tagline: 'Maps that work where your phone does not',
  description: 'Maps and notes for long hikes, without a network.',
  website_url: 'https://trail.example',
  topics: ['Maps', 'Travel'],
  gallery: [image, image],
  thumbnail: { ...image, width: 240, height: 240 },
  why_built: 'We got lost.',
  what_is_new: 'It needs no network.',
  question: 'Where do you hike?',
};
const owners = { maker: 'mia', writer: 'will', designer: 'dee' };
const now = new Date('2026-11-21T12:00:00Z');
const kit = (more: Partial<LaunchBrief> = {}, day = '2026-12-01') => kitOf({ ...brief, ...more }, owners, day, now);

describe('a launch kit', () => {
  it('holds what people gave, word for word, with a time and owners, and is ready', () => {
    const made = launchKitSchema.parse(kit());
    expect(made).toMatchObject({ ready: true, problems: [], tagline: brief.tagline });
    expect(made.first_comment).toBe('We got lost.\n\nIt needs no network.\n\nWhere do you hike?');
    expect(made.schedule).toEqual({
      timezone: 'America/Los_Angeles',
      launch_at: '2026-12-01T08:01:00.000Z',
      launch_at_local: '2026-12-01 00:01',
      day_ends_at: '2026-12-02T08:00:00.000Z',
    });
    expect(new Set(made.checklist.map((each) => each.owner))).toEqual(new Set(['mia', 'will', 'dee']));
    const due = made.checklist.map((each) => each.due_at);
    expect(due).toEqual(due.toSorted());
    expect(made.text).toContain('Launch: 2026-12-01 00:01 Pacific time');
  });

  it.each<[string, Partial<LaunchBrief>, string]>([
    ['a name of 41 characters', { name: 'x'.repeat(41) }, 'name'],
    ['a tagline of 61 characters', { tagline: 'x'.repeat(61) }, 'tagline'],
    ['a description of 501 characters', { description: 'x'.repeat(501) }, 'description'],
    ['a link that is not https', { website_url: 'http://trail.example' }, 'website_url'],
    ['no topic', { topics: [] }, 'topics'],
    ['a fourth topic', { topics: ['a', 'b', 'c', 'd'] }, 'topics'],
    ['one image alone', { gallery: [image] }, 'gallery'],
    ['an image that is too heavy', { gallery: [image, { ...image, bytes: 3_000_001 }] }, 'gallery[1]'],
    ['no thumbnail', { thumbnail: null }, 'thumbnail'],
    ['a thumbnail that is not square', { thumbnail: { ...image, width: 300, height: 240 } }, 'thumbnail'],
    ['a thumbnail that is too small', { thumbnail: { ...image, width: 239, height: 239 } }, 'thumbnail'],
    [
      'a thumbnail that is too heavy',
      { thumbnail: { ...image, width: 240, height: 240, bytes: 3_000_001 } },
      'thumbnail',
    ],
    ['a film as thumbnail', { thumbnail: { ...image, width: 240, height: 240, media_type: 'video/mp4' } }, 'thumbnail'],
    ['a comment that asks for upvotes', { question: 'Please upvote us!' }, 'question'],
    ['a description that asks for support', { description: 'We need your support.' }, 'description'],
  ])('with %s is not ready, and says which field', (_name, more, field) => {
    const made = kit(more);
    expect(made.ready).toBe(false);
    expect(made.problems.filter((each) => each.blocks).map((each) => each.field)).toContain(field);
    expect(made.text).toContain(`To mend: ${field}:`);
  });

  it('at the very limits is ready: they are the most and not too much', () => {
    const most = {
      name: 'x'.repeat(40),
      tagline: 'é'.repeat(60),
      description: '👣'.repeat(500),
      topics: ['a', 'b', 'c'],
    };
    expect(kit(most).problems).toEqual([]);
  });

  it('with something to look at alone is ready all the same', () => {
    const made = kit({ why_built: 'x'.repeat(900), gallery: [image, { ...image, width: 800 }] });
    expect(made).toMatchObject({ ready: true, problems: [{ field: 'first_comment' }, { field: 'gallery[1]' }] });
  });

  it('for a day that has begun is too late', () => {
    expect(kit({}, '2026-11-21').problems).toMatchObject([{ field: 'launch_date', blocks: true }]);
    expect(kit({}, '2026-11-22').ready).toBe(true);
  });
});

describe('a launch day', () => {
  it.each([
    ['in winter', '2026-12-01', '2026-12-01T08:01:00.000Z', 24],
    ['in summer', '2026-07-01', '2026-07-01T07:01:00.000Z', 24],
    ['on which summer time begins', '2026-03-08', '2026-03-08T08:01:00.000Z', 23],
    ['on which summer time ends', '2026-11-01', '2026-11-01T07:01:00.000Z', 25],
  ])('%s begins and ends with the clock in Pacific time', (_name, day, begins, hours) => {
    const found = launchDay(day);
    expect(found.begins.toISOString()).toBe(begins);
    expect((found.ends.getTime() - found.begins.getTime() + 60_000) / 3_600_000).toBe(hours);
  });

  it('shows the time that was asked for, on any day', () => {
    assert(
      property(anyDate({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }), (at) => {
        const day = at.toISOString().slice(0, 10);
        expect(pacificClock(pacificInstant(day, '00:01'))).toBe(`${day} 00:01`);
      }),
    );
  });
});

const state: LaunchState = {
  ...{ entity_id: '42', name: 'Trail Notes', url: null, votes: 10, comments: 1, rank: null },
  ...{ created_at: '2026-12-01T08:01:00.000Z', featured_at: null, read_at: '2026-12-01T09:00:00.000Z' },
  new_comments: [],
};
const given = {
  known_answers: [{ about: 'Offline', answer: 'Yes, all of it.' }],
  day_ends_at: '2026-12-02T08:00:00.000Z',
};
const said = (comment_id: string, body: string) => ({
  ...{ comment_id, body, parent_id: null, written_at: '2026-12-01T08:30:00.000Z', url: null, votes: 0 },
});

describe('a look at a launch', () => {
  it('tells what was gained since the look before, and nothing of it at the first', () => {
    const first = launchReportSchema.parse(reportOf(state, null, given));
    expect(first).toMatchObject({ votes: 10, votes_gained: null, comments_gained: null, since: null, day_over: false });
    expect(first.text).toContain('10 votes, 1 comments.');
    const later = reportOf({ ...state, votes: 8, comments: 4, read_at: '2026-12-02T08:00:00.000Z' }, first, given);
    expect(later).toMatchObject({ votes_gained: -2, comments_gained: 3, since: state.read_at, day_over: true });
    expect(later.text).toContain('8 votes (-2), 4 comments (+3).');
    expect(later.course.map((each) => each.votes)).toEqual([10, 8]);
  });

  it('tells a rank only where the platform does, and no end where none is known', () => {
    expect(reportOf(state, null, given).text).toContain('tells no rank');
    expect(reportOf({ ...state, rank: 3 }, null, given).text).toContain('Rank 3');
    expect(
      reportOf({ ...state, read_at: '2030-01-01T00:00:00.000Z' }, null, { ...given, day_ends_at: null }).day_over,
    ).toBe(false);
  });

  it('drafts only what the maker has said; a question that nobody has answered is the maker’s', () => {
    const new_comments = [said('1', 'Does it work OFFLINE?'), said('2', 'What does it cost?'), said('3', 'Lovely.')];
    const { answer_drafts, text } = reportOf({ ...state, new_comments }, null, given);
    expect(answer_drafts.map((each) => each.draft)).toEqual([
      ...['Thank you for asking! Yes, all of it.', null, 'Thank you!'],
    ]);
    expect(text).toContain('“What does it cost?” → only the maker can answer this');
    expect(text).not.toMatch(/vote for|upvote/i);
  });
});

describe('the actions', () => {
  const origin = {
    ...{ tenant_id: 't', execution_id: 'e', playbook_id: 'p', step_id: 's', iteration: '', mode: 'live' as const },
    ...{
      requested_by: { user_id: 'u', email: 'a@b.example', api_key_id: null },
      campaign_id: null,
      idempotency_key: 'k',
    },
  };
  const log = { info: () => undefined, warn: () => undefined };
  const handlers: readonly BoundHandler[] = createLaunchHandlers({
    clock: { now: () => now },
    accounts: {
      find: () => Promise.reject(new Error('no account is needed for a kit')),
      open: () => Promise.reject(new Error('no account is needed for a kit')),
    },
  });
  it('a kit is made without any account', async () => {
    const params = JSON.parse(JSON.stringify({ brief, owners, launch_date: '2026-12-01' }));
    const context = { origin, signal: AbortSignal.any([]), heartbeat: () => undefined, log };
    const answer = await handlers[0]?.call({ phase: 'run', origin, params }, context);
    expect(launchKitSchema.parse(answer).ready).toBe(true);
  });
});
