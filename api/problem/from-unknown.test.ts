import { describe, expect, it } from 'vitest';
import { CodedError } from '../../contracts/errors/index.ts';
import { codedErrorOf } from './from-unknown.ts';

const coded = (facts: object) => Object.assign(new Error('secret: select * from users at /srv/app'), facts);

describe('whatever was thrown', () => {
  it('is kept when it is ours', () => {
    const own = new CodedError('NOT_FOUND', 'Nothing here.');
    expect(codedErrorOf(own)).toBe(own);
  });

  it.each([
    ['a body over the limit', { type: 'entity.too.large', status: 413 }, 'BODY_TOO_LARGE'],
    ['a body that is no JSON', { type: 'entity.parse.failed', status: 400 }, 'REQUEST_INVALID'],
    ['an unknown compression', { type: 'encoding.unsupported', status: 415 }, 'MEDIA_TYPE_UNSUPPORTED'],
    ['an unknown charset', { type: 'charset.unsupported', status: 415 }, 'MEDIA_TYPE_UNSUPPORTED'],
    ['an address that cannot be decoded', { status: 400 }, 'REQUEST_INVALID'],
    ['a server error of a library', { status: 500 }, 'INTERNAL'],
    ['a lost database connection', { code: '08006' }, 'UNAVAILABLE'],
    ['a database that is full', { code: '53300' }, 'UNAVAILABLE'],
    ['a database that shuts down', { code: '57P01' }, 'UNAVAILABLE'],
    ['a refused connection', { code: 'ECONNREFUSED' }, 'UNAVAILABLE'],
    ['a closed connection', { code: 'CONNECTION_CLOSED' }, 'UNAVAILABLE'],
    ['a text that the database cannot hold', { code: '22021' }, 'REQUEST_INVALID'],
    ['JSON that the database cannot hold', { code: '22P05' }, 'REQUEST_INVALID'],
    ['a broken constraint', { code: '23505' }, 'INTERNAL'],
    ['a missing table', { code: '42P01' }, 'INTERNAL'],
  ])('%s has its code, and no foreign word is shown', (_case, facts, code) => {
    const error = codedErrorOf(coded(facts));
    expect(error.code).toBe(code);
    expect(JSON.stringify([error.message, error.details])).not.toMatch(/secret|select|srv/);
  });

  it('is recognised by the cause behind it, and a circle of causes ends', () => {
    expect(codedErrorOf(new Error('query failed', { cause: coded({ code: 'ECONNRESET' }) })).code).toBe('UNAVAILABLE');
    expect(codedErrorOf(new Error('query failed', { cause: coded({ code: '22021' }) })).code).toBe('REQUEST_INVALID');
    const circle = new Error('round');
    circle.cause = circle;
    expect(codedErrorOf(circle).code).toBe('INTERNAL');
  });

  it.each([['a text'], [null], [undefined], [7], [{}]])('even %j, is INTERNAL', (thrown) => {
    expect(codedErrorOf(thrown).code).toBe('INTERNAL');
  });

  it('says when to come back while the database is away', () => {
    expect(codedErrorOf(coded({ code: '57P03' })).retryAfterSeconds).toBe(2);
  });
});
