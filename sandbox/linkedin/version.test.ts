import { describe, expect, it } from 'vitest';
import { replyOf } from '../door/reply.ts';
import { checkProtocol, checkVersion } from './version.ts';

function refusedWith(work: () => void) {
  try {
    work();
  } catch (error) {
    return replyOf(error);
  }
  return null;
}
const at = (text: string) => Date.parse(text);

describe('the version of a call', () => {
  it.each([
    ['202608', '2026-11-21T12:00:00Z'],
    ['202611', '2026-11-21T12:00:00Z'],
    ['202601', '2027-01-15T23:59:59Z'],
    ['202511', '2026-11-15T12:00:00Z'],
  ])('%s is taken at %s', (version, now) => {
    expect(refusedWith(() => checkVersion(version, at(now)))).toBeNull();
  });

  it.each([
    ['sunset in the middle of the same month a year later', '202511', 426, 'NONEXISTENT_VERSION'],
    ['long gone', '202301', 426, 'NONEXISTENT_VERSION'],
    ['not yet there', '202612', 426, 'NONEXISTENT_VERSION'],
    ['missing', undefined, 400, 'VERSION_MISSING'],
    ['empty', '', 400, 'VERSION_MISSING'],
    ['no version at all', 'v2', 400, 'VERSION_INVALID'],
    ['a month that there is not', '202613', 400, 'VERSION_INVALID'],
  ])('is refused when it is %s', (_, version, status, code) => {
    const reply = refusedWith(() => checkVersion(version, at('2026-11-21T12:00:00Z')));
    expect(reply).toMatchObject({ status, body: { status, code } });
  });

  it('of the protocol must be 2.0.0', () => {
    expect(refusedWith(() => checkProtocol('2.0.0'))).toBeNull();
    for (const other of [undefined, '', '1.0.0']) {
      expect(refusedWith(() => checkProtocol(other))).toMatchObject({ status: 400 });
    }
  });
});
