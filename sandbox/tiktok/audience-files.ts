import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import { badParameter, ok } from './envelope.ts';
import { uploadFields } from './images.ts';
import { advertiser, parametersOf, requireOwn } from './parameters.ts';

const calculate_type = z.enum(['EMAIL_SHA256', 'PHONE_SHA256', 'IDFA_SHA256', 'GAID_SHA256']);
const uploadSchema = z.strictObject({ ...advertiser, file_signature: z.string(), calculate_type });
const hash = /^[0-9a-f]{64}$/;

/**
 * `POST dmp/custom_audience/file/upload/`, a multipart form: one hash a line, with the MD5 of the file. Answers with the
 * `file_path` that an audience is made from. Refuses lines that are not hashed.
 */
export function uploadPeople(call: Call, { world, account }: Scene): Reply {
  const { file, texts } = uploadFields(call, 'file');
  const parsed = uploadSchema.safeParse(texts);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw badParameter(`${issue?.path.join('.') || 'params'}: ${issue?.message}`);
  }
  requireOwn(parsed.data.advertiser_id, account);
  if (file === null || file.bytes.length === 0) throw badParameter('file: Is needed');
  const signature = createHash('md5').update(file.bytes).digest('hex');
  if (parsed.data.file_signature !== signature) throw badParameter('file_signature: Is not the MD5 of the file');
  const lines = file.bytes
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  if (!lines.every((line) => hash.test(line))) throw badParameter('file: Every line must be a SHA-256 hash');
  const { platform, external_id: account_id } = account;
  const key = `audience-files/${world.newId()}`;
  const value = { calculate_type: parsed.data.calculate_type, people: lines.length };
  world.shelf.put({ platform, account_id, kind: 'audience_file', key, value });
  return ok({ file_path: key });
}

const createSchema = z.strictObject({
  ...advertiser,
  custom_audience_name: z.string().min(1).max(128),
  file_paths: z.array(z.string()).min(1),
  calculate_type,
  retention_in_days: z.int().min(1).max(365).optional(),
});

/** `POST dmp/custom_audience/create/`: an audience of uploaded files, not ready yet; the same again makes a second one. */
export function createFromFiles(call: Call, { world, account }: Scene): Reply {
  const given = parametersOf(call, createSchema);
  for (const path of given.file_paths) {
    const kept = world.shelf.get(account.platform, account.external_id, 'audience_file', path);
    const of = z.object({ calculate_type }).safeParse(kept);
    if (!of.success) throw badParameter(`file_paths: ${path} does not exist`);
    if (of.data.calculate_type !== given.calculate_type) throw badParameter(`calculate_type: Is another for ${path}`);
  }
  const audience_id = world.newId();
  const name = given.custom_audience_name;
  world.addAudiences(account, [{ audience_id, name, kind: 'custom', size: null, ready: false }]);
  return ok({ custom_audience_id: audience_id });
}
