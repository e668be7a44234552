import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutMachine } from './without-machine.ts';

describe('a recorded history', () => {
  it('loses stack traces and identities at any depth and nothing else', () => {
    const recorded = {
      events: [{ identity: '7@host', failure: { message: 'm', stackTrace: 'at /home/x', cause: { stackTrace: 'y' } } }],
      n: null,
    };
    expect(withoutMachine(recorded)).toEqual({
      events: [{ identity: 'recorder', failure: { message: 'm', stackTrace: '', cause: { stackTrace: '' } } }],
      n: null,
    });
  });

  it('names no path and no machine', () => {
    const folder = join(import.meta.dirname, 'histories');
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name), 'utf8');
      expect(text, name).not.toMatch(/file:\/\/|node_modules|\.ts:\d+/);
      expect(text.match(/"identity":"(?!recorder")/), name).toBeNull();
    }
  });
});
