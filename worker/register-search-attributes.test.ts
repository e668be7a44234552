import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporalAddress } from '../tests/harness/temporal.ts';
import { searchAttributes } from '../workflows/messages.ts';
import { registerSearchAttributes } from './register-search-attributes.ts';

let connection: Connection;
beforeAll(async () => {
  connection = await Connection.connect({ address: temporalAddress() });
});
afterAll(() => connection.close());

describe('the search attributes of executions', () => {
  const known = async () =>
    (await connection.operatorService.listSearchAttributes({ namespace: 'default' })).customAttributes;

  it('are all keywords of the namespace after any worker has started', async () => {
    await registerSearchAttributes(connection, 'default');
    const attributes = await known();
    const keyword = Object.values(searchAttributes).map((key) => attributes?.[key.name]);
    expect(new Set(keyword).size).toBe(1);
    expect(keyword[0]).toBeDefined();
  });

  it('stay as they are when many workers start at once', async () => {
    await Promise.all(Array.from({ length: 4 }, () => registerSearchAttributes(connection, 'default')));
    expect(Object.keys((await known()) ?? {})).toEqual(
      expect.arrayContaining(Object.values(searchAttributes).map((key) => key.name)),
    );
  });

  it('cannot be made in a namespace that does not exist', async () => {
    await expect(registerSearchAttributes(connection, 'nowhere')).rejects.toThrow(/nowhere|not found/i);
  });
});
