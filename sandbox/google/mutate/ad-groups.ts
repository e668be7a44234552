import { nameOf } from '../resource-name.ts';
import { bidAmount } from './amounts.ts';
import { snakeOf } from './message.ts';
import { opError } from './op-error.ts';
import { bookStatus, idsIn, requiredText, settableStatuses, thingOf, type Writer } from './writer.ts';

function notHere(path: readonly string[]): Error {
  const field = path.map(snakeOf).join('.');
  return opError('fieldError', 'IMMUTABLE_FIELD', 'The field cannot be changed here.', { field });
}

/** Ad groups: their bid is the one for a click, as campaigns bid by hand here. */
export const adGroupWriter: Writer = {
  collection: 'adGroups',
  resource: 'ad_group',
  fields: {
    resourceName: 'string',
    id: 'int64',
    name: 'string',
    status: settableStatuses,
    type: { enum: 'AdGroupType', values: ['SEARCH_STANDARD', 'DISPLAY_STANDARD'] },
    campaign: 'string',
    cpcBidMicros: 'int64',
    cpmBidMicros: 'int64',
    cpvBidMicros: 'int64',
    targetCpaMicros: 'int64',
    targetRoas: 'double',
  },
  create: (message, draft) => {
    const { account, world } = draft.books;
    const campaign = thingOf(draft, 'campaign', idsIn(draft, 'campaigns', message.campaign, 'campaign')[0]);
    const name = requiredText(message.name, 'name');
    const taken = draft.books
      .list('ad_set', campaign)
      .some((each) => draft.books.value(each, 'status') !== 'DELETED' && draft.books.value(each, 'name') === name);
    if (taken) {
      const message = 'An ad group with the same name already exists in the campaign.';
      throw opError('adGroupError', 'DUPLICATE_ADGROUP_NAME', message, { field: 'name', trigger: name });
    }
    const bid = message.cpcBidMicros;
    const id = world.newId();
    draft.create({
      id,
      kind: 'ad_set',
      account_id: account.external_id,
      campaign_id: campaign.id,
      parent_id: campaign.id,
      initial: {
        name,
        status: message.status === undefined ? 'ACTIVE' : bookStatus(message.status),
        bid_amount: bid === undefined ? null : bidAmount(bid, account.currency, 'cpc_bid_micros'),
        included_audiences: '',
        excluded_audiences: '',
      },
    });
    return nameOf(account, 'adGroups', id);
  },
  update: ([id], paths, message, draft) => {
    const adGroup = thingOf(draft, 'ad_set', id);
    const { account } = draft.books;
    for (const path of paths) {
      const [field] = path;
      if (field === 'name') draft.set(adGroup, 'name', requiredText(message.name, 'name'));
      else if (field === 'status') draft.set(adGroup, 'status', bookStatus(message.status));
      else if (field === 'cpcBidMicros') {
        draft.set(adGroup, 'bid_amount', bidAmount(message.cpcBidMicros, account.currency, 'cpc_bid_micros'));
      } else throw notHere(path);
    }
    return nameOf(account, 'adGroups', adGroup.id);
  },
  remove: ([id], draft) => {
    draft.set(thingOf(draft, 'ad_set', id), 'status', 'DELETED');
    return nameOf(draft.books.account, 'adGroups', id ?? '');
  },
};

const textAsset = { message: { text: 'string', pinnedField: 'string' } } as const;

/** Ads of ad groups: a new one is a responsive search ad; only the status of one that is there can be changed. */
export const adWriter: Writer = {
  collection: 'adGroupAds',
  resource: 'ad_group_ad',
  fields: {
    resourceName: 'string',
    adGroup: 'string',
    status: settableStatuses,
    ad: {
      message: {
        name: 'string',
        finalUrls: { list: 'string' },
        responsiveSearchAd: { message: { headlines: { list: textAsset }, descriptions: { list: textAsset } } },
      },
    },
  },
  create: (message, draft) => {
    const { account, world } = draft.books;
    const adGroup = thingOf(draft, 'ad_set', idsIn(draft, 'adGroups', message.adGroup, 'ad_group')[0]);
    if (message.ad === undefined) {
      throw opError('fieldError', 'REQUIRED', 'The required field was not present.', { field: 'ad' });
    }
    const id = world.newId();
    const status = message.status === undefined ? 'ACTIVE' : bookStatus(message.status);
    draft.create({
      id,
      kind: 'ad',
      account_id: account.external_id,
      campaign_id: adGroup.campaign.campaign_id,
      parent_id: adGroup.id,
      initial: { name: `Ad ${id}`, status, creative: id, content: JSON.stringify(message.ad) },
    });
    return nameOf(account, 'adGroupAds', adGroup.id, id);
  },
  update: ([adGroupId, id], paths, message, draft) => {
    const ad = thingOf(draft, 'ad', id);
    if (ad.parent_id !== adGroupId) {
      throw opError('mutateError', 'RESOURCE_NOT_FOUND', 'Resource was not found.', { field: 'resource_name' });
    }
    for (const path of paths) {
      if (path.join('.') !== 'status') throw notHere(path);
      draft.set(ad, 'status', bookStatus(message.status));
    }
    return nameOf(draft.books.account, 'adGroupAds', adGroupId, ad.id);
  },
  remove: ([adGroupId = '', id], draft) => {
    const ad = thingOf(draft, 'ad', id);
    draft.set(ad, 'status', 'DELETED');
    return nameOf(draft.books.account, 'adGroupAds', adGroupId, ad.id);
  },
};
