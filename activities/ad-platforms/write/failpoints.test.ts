import { channel } from 'node:diagnostics_channel';
import { describe, expect, it } from 'vitest';
import { createFailpoint, failpointNames, noFailpoint } from './failpoints.ts';

function counted(setting: string | undefined) {
  let kills = 0;
  const failpoint = createFailpoint({ MBI_FAILPOINT: setting }, () => {
    kills += 1;
  });
  return { failpoint, kills: () => kills };
}

describe('failpoints', () => {
  it('do nothing without the variable', () => {
    expect(createFailpoint({})).toBe(noFailpoint);
    const { failpoint, kills } = counted('');
    for (const name of failpointNames) failpoint(name);
    expect(kills()).toBe(0);
  });
  it('kill at the n-th passing of the named edge and of no other', () => {
    const { failpoint, kills } = counted('after_arm:2');
    failpoint('after_arm');
    failpoint('before_arm');
    expect(kills()).toBe(0);
    failpoint('after_arm');
    expect(kills()).toBe(1);
  });
  it('see the moment at which a POST has been handed to the kernel', () => {
    const { kills } = counted('after_socket_write');
    const bodySent = channel('undici:request:bodySent');
    bodySent.publish({ request: { method: 'GET' } });
    bodySent.publish(null);
    expect(kills()).toBe(0);
    bodySent.publish({ request: { method: 'POST' } });
    expect(kills()).toBe(1);
  });
  it.each(['nowhere:1', 'after_arm:0', 'after_arm:x'])('a setting of %s is refused at start', (setting) => {
    expect(() => createFailpoint({ MBI_FAILPOINT: setting })).toThrow('MBI_FAILPOINT');
  });
});
