import { z } from 'zod';
import { assetsOf } from '../assets.ts';
import { nameOf } from '../resource-name.ts';
import type { Draft } from './draft.ts';
import { fieldAt, type Message } from './message.ts';
import { opError } from './op-error.ts';
import { requiredText, type Writer } from './writer.ts';

const LARGEST_IMAGE_BYTES = 5_242_880;
const textSchema = z.object({ text: z.string() });

/** A text that is there already is the same asset. */
function textAsset(draft: Draft, text: string): string {
  const { account } = draft.books;
  const staged = draft.shelf().filter((item) => item.kind === 'text_asset');
  const known = [
    ...assetsOf(draft.books),
    ...staged.map((item) => ({ id: item.key, name: null, text: textSchema.parse(item.value).text })),
  ].find((asset) => asset.name === null && asset.text === text);
  const id = known?.id ?? draft.books.world.newId();
  const place = { platform: 'google_ads', account_id: account.external_id, kind: 'text_asset', key: id } as const;
  if (known === undefined) draft.shelve({ ...place, value: { text } });
  return nameOf(account, 'assets', id);
}

function checkImage(message: Message): void {
  const field = 'image_asset.data';
  const size = Buffer.from(requiredText(fieldAt(message, ['imageAsset', 'data']), field), 'base64').length;
  if (size > 0 && size <= LARGEST_IMAGE_BYTES) return;
  const value = size === 0 ? 'INVALID_IMAGE' : 'FILE_TOO_LARGE';
  throw opError('imageError', value, 'The image cannot be used.', { field });
}

/** Assets: a new one with a name is a creative of the books; texts without one are kept beside them. */
export const assetWriter: Writer = {
  collection: 'assets',
  resource: 'asset',
  fields: {
    resourceName: 'string',
    name: 'string',
    type: { enum: 'AssetType', values: ['IMAGE', 'TEXT', 'YOUTUBE_VIDEO'] },
    imageAsset: { message: { data: 'bytes' } },
    textAsset: { message: { text: 'string' } },
    youtubeVideoAsset: { message: { youtubeVideoId: 'string' } },
    finalUrls: { list: 'string' },
  },
  create: (message, draft) => {
    const { account, world } = draft.books;
    const text = fieldAt(message, ['textAsset', 'text']);
    if (text !== undefined && message.name === undefined) {
      return textAsset(draft, requiredText(text, 'text_asset.text'));
    }
    const name = requiredText(message.name, 'name');
    if (text === undefined && message.youtubeVideoAsset === undefined) checkImage(message);
    if (draft.books.list('creative').some((each) => draft.books.value(each, 'name') === name)) {
      throw opError('assetError', 'DUPLICATE_ASSET_NAME', 'An asset with this name already exists in the account.', {
        field: 'name',
        trigger: name,
      });
    }
    const id = world.newId();
    const place = { account_id: account.external_id, campaign_id: null, parent_id: null };
    const initial = { name, status: 'ACTIVE', ...(typeof text === 'string' ? { text } : {}) };
    draft.create({ id, kind: 'creative', ...place, initial });
    return nameOf(account, 'assets', id);
  },
  update: ([id], [path = []], message, draft) => {
    const asset = draft.books.list('creative').find((each) => each.id === id);
    if (asset === undefined) {
      throw opError('mutateError', 'RESOURCE_NOT_FOUND', 'Resource was not found.', { field: 'resource_name' });
    }
    if (path.join('.') !== 'name') {
      throw opError('fieldError', 'IMMUTABLE_FIELD', 'The field cannot be changed here.', { field: path.join('.') });
    }
    draft.set(asset, 'name', requiredText(message.name, 'name'));
    return nameOf(draft.books.account, 'assets', asset.id);
  },
};

const LONGEST_LIFE_DAYS = 540;

/** User lists: made empty and not ready; who belongs to them is uploaded elsewhere. */
export const userListWriter: Writer = {
  collection: 'userLists',
  resource: 'user_list',
  fields: {
    resourceName: 'string',
    name: 'string',
    description: 'string',
    membershipLifeSpan: 'int64',
    crmBasedUserList: {
      message: {
        uploadKeyType: {
          enum: 'CustomerMatchUploadKeyType',
          values: ['CONTACT_INFO', 'CRM_ID', 'MOBILE_ADVERTISING_ID'],
        },
      },
    },
    lookalikeUserList: {
      message: {
        seedUserListIds: { list: 'int64' },
        expansionLevel: { enum: 'LookalikeExpansionLevel', values: ['NARROW', 'BALANCED', 'BROAD'] },
        countryCodes: { list: 'string' },
      },
    },
  },
  create: (message, draft) => {
    const { account, world } = draft.books;
    const name = requiredText(message.name, 'name');
    if (draft.audiences().some((audience) => audience.name === name)) {
      throw opError('userListError', 'INVALID_NAME', 'A user list with this name already exists.', { field: 'name' });
    }
    if (Number(message.membershipLifeSpan ?? 0) > LONGEST_LIFE_DAYS) {
      throw opError('rangeError', 'TOO_HIGH', 'Too high.', { field: 'membership_life_span' });
    }
    const kind = message.lookalikeUserList === undefined ? 'custom' : 'lookalike';
    const audience_id = world.newId();
    draft.addAudience({ audience_id, name, kind, size: null, ready: false });
    return nameOf(account, 'userLists', audience_id);
  },
};
