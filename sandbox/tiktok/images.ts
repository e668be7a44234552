import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import type { Books } from '../world/books.ts';
import type { Entity } from '../world/entity.ts';
import { badParameter, ok } from './envelope.ts';
import { readMultipart } from './multipart.ts';
import { advertiser, idSchema, pageOf, paging, parametersOf, requireOwn } from './parameters.ts';
import { bornAt } from './shapes.ts';
import { wallTime } from './wall-time.ts';

const LARGEST_PAGE = 100;
const uploadSchema = z.strictObject({
  ...advertiser,
  file_name: z.string().min(1).max(100).optional(),
  upload_type: z.enum(['UPLOAD_BY_FILE', 'UPLOAD_BY_URL']).default('UPLOAD_BY_FILE'),
  image_signature: z.string().optional(),
  image_url: z.url({ protocol: /^https?$/ }).optional(),
});

function shapeOf(entity: Entity, books: Books) {
  const signature = books.value(entity, 'signature') ?? createHash('md5').update(entity.id).digest('hex');
  return {
    image_id: entity.id,
    material_id: entity.id,
    file_name: String(books.value(entity, 'name')),
    signature: String(signature),
    format: 'jpeg',
    width: 1200,
    height: 628,
    size: Number(books.value(entity, 'bytes') ?? 0),
    displayable: true,
    create_time: `${wallTime(bornAt(entity, books)).replace(' ', 'T')}Z`,
  };
}

/** The file of a form and its text parts, whoever it is for. */
export function uploadFields(call: Call, fileName = 'image_file') {
  const parts = readMultipart(call.headers['content-type'] ?? '', call.bytes);
  const file = parts.get(fileName) ?? null;
  const texts = [...parts.values()]
    .filter((part) => part !== file)
    .map(({ name, bytes }) => [name, bytes.toString('utf8')]);
  return { file, texts: Object.fromEntries(texts) };
}

/**
 * `POST file/image/ad/upload/`, a multipart form: by file, whose `image_signature` must be its MD5, or by an address from which
 * the platform would fetch it itself (here it takes its word). File names are unique in an account.
 */
export function uploadImage(call: Call, scene: Scene): Reply {
  const { file, texts } = uploadFields(call);
  const parsed = uploadSchema.safeParse(texts);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw badParameter(`${issue?.path.join('.') || 'params'}: ${issue?.message}`);
  }
  const given = parsed.data;
  requireOwn(given.advertiser_id, scene.account);
  const byFile = given.upload_type === 'UPLOAD_BY_FILE';
  if (byFile && (file === null || file.bytes.length === 0)) throw badParameter('image_file: Is needed');
  if (!byFile && given.image_url === undefined) throw badParameter('image_url: Is needed');
  const bytes = byFile && file !== null ? file.bytes : Buffer.from(given.image_url ?? '');
  const signature = createHash('md5').update(bytes).digest('hex');
  if (byFile && given.image_signature !== signature) throw badParameter('image_signature: Is not the MD5 of the file');
  const name = given.file_name ?? file?.filename ?? `${signature}.jpeg`;
  const taken = scene.openNow().list('creative');
  if (taken.some((entity) => scene.world.value(entity, 'name') === name)) {
    throw badParameter(`file_name: Duplicated material name: ${name}`);
  }
  const { external_id: account_id } = scene.account;
  const id = scene.world.newId();
  const initial = { name, status: 'ACTIVE', signature, bytes: bytes.length };
  const created = { id, kind: 'creative' as const, account_id, campaign_id: null, parent_id: null, initial };
  scene.world.commit([{ do: 'create', account: scene.account, created }], call.request_id);
  const books = scene.openNow();
  const made = books.entity(id);
  return ok(made === null ? { image_id: id } : shapeOf(made, books));
}

const searchSchema = z.strictObject({ ...advertiser, ...paging(LARGEST_PAGE) });
const infoSchema = z.strictObject({ ...advertiser, image_ids: z.array(idSchema).min(1).max(100) });

/** `GET file/image/ad/search/`: the images of the account, oldest first. */
export function searchImages(call: Call, { books }: Scene): Reply {
  const asked = parametersOf(call, searchSchema);
  return ok(
    pageOf(
      books.list('creative').map((entity) => shapeOf(entity, books)),
      asked,
    ),
  );
}

/** `GET file/image/ad/info/?image_ids=[…]`; ids that there are not are left out. */
export function readImages(call: Call, { books }: Scene): Reply {
  const { image_ids } = parametersOf(call, infoSchema);
  const found = books.list('creative').filter((entity) => image_ids.includes(entity.id));
  return ok({ list: found.map((entity) => shapeOf(entity, books)) });
}
