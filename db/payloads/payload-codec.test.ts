import { randomBytes, randomUUID } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { createPayloadCodec, inlineBytes } from './payload-codec.ts';

let database: TestDatabase;
let tenant: TenantRows;
let stranger: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
  stranger = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const contextOf = (execution_id: string) => ({
  ...{ type: 'workflow' as const, namespace: 'default', workflowId: `pb.quiet_v1.120.5.${execution_id}` },
});
const payload = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const large = () => ({ rows: randomBytes(inlineBytes).toString('hex') });
const encode = (value: unknown, execution_id = tenant.execution_id) =>
  createPayloadCodec(database.app).encode([payload(value)], contextOf(execution_id));
const decode = async (payloads: Payload[], execution_id = tenant.execution_id) => {
  const decoded = await createPayloadCodec(database.app).decode(payloads, contextOf(execution_id));
  return decoded.map((each) => defaultPayloadConverter.fromPayload(each));
};
const text = (one: Payload | undefined) => Buffer.from(one?.data ?? []).toString();

describe('a payload', () => {
  it('over 32 KB leaves a small reference that people can read, and comes back as it was in another process', async () => {
    const value = large();
    const encoded = await encode(value);
    const { blob, size_bytes } = JSON.parse(text(encoded[0]));
    expect([blob.length, size_bytes]).toEqual([64, JSON.stringify(value).length]);
    expect(encoded[0]?.data?.byteLength).toBeLessThan(200);
    expect(await decode(encoded)).toEqual([value]);
  });

  it('up to 32 KB stays as it is, byte for byte', async () => {
    const value = 'x'.repeat(inlineBytes - 2);
    expect(await encode(value)).toEqual([payload(value)]);
    expect(text((await encode(`${value}x`))[0])).toContain('"blob"');
  });

  it('of a workflow that is no execution stays inline', async () => {
    const value = large();
    const codec = createPayloadCodec(database.app);
    const context = { type: 'workflow' as const, namespace: 'default', workflowId: 'track_outcome.1' };
    expect(await codec.encode([payload(value)], context)).toEqual([payload(value)]);
    expect(await encode(value, randomUUID())).toEqual([payload(value)]);
  });

  it('that looks like a reference is none: an action cannot make one', async () => {
    const [reference] = await encode(large());
    const forged = JSON.parse(text(reference));
    expect(await decode(await encode(forged))).toEqual([forged]);
  });

  it('of the same bytes is stored once, in order and for each tenant apart', async () => {
    const value = large();
    const [first] = await encode(value);
    expect((await encode(value))[0]).toEqual(first);
    const { blob } = JSON.parse(text(first));
    const rows = await database.owner.sql`select tenant_id from payload_blobs where sha256 = ${blob}`;
    expect(rows.map((row) => row.tenant_id)).toEqual([tenant.tenant_id]);
    const many = [1, large(), 'two', large()];
    const codec = createPayloadCodec(database.app);
    expect(await decode(await codec.encode(many.map(payload), contextOf(tenant.execution_id)))).toEqual(many);
  });
});

describe('a stored payload', () => {
  const refused = { type: 'PAYLOAD_TAMPERED', nonRetryable: true };

  it('that was changed, shortened or deleted is refused when it is read', async () => {
    for (const harm of ["overlay(content placing '\\x00'::bytea from 1)", 'substring(content from 2)']) {
      const encoded = await encode(large());
      const { blob } = JSON.parse(text(encoded[0]));
      await database.owner.sql.unsafe(`update payload_blobs set content = ${harm} where sha256 = '${blob}'`);
      await expect(decode(encoded)).rejects.toMatchObject(refused);
    }
    const encoded = await encode(large());
    await database.owner.sql`delete from payload_blobs`;
    await expect(decode(encoded)).rejects.toMatchObject(refused);
  });

  it('is not read for another tenant’s execution, and the app can change none', async () => {
    const encoded = await encode(large());
    await expect(decode(encoded, stranger.execution_id)).rejects.toMatchObject(refused);
    const change = database.app.sql`update payload_blobs set size_bytes = 1`;
    await expect(change).rejects.toMatchObject({ code: '42501' });
  });
});
