import { type Entity, listOf } from '../../world/entity.ts';
import { nameOf } from '../resource-name.ts';
import type { Draft } from './draft.ts';
import { opError } from './op-error.ts';
import { idsIn, thingOf, type Writer } from './writer.ts';

const fields = ['included_audiences', 'excluded_audiences'] as const;

function listIn(draft: Draft, owner: Entity, field: (typeof fields)[number]): readonly string[] {
  const list = draft.books.value(owner, field);
  return typeof list === 'string' && list !== '' ? list.split(',') : [];
}

function notFound(): Error {
  return opError('mutateError', 'RESOURCE_NOT_FOUND', 'Resource was not found.', { field: 'resource_name' });
}

/**
 * Audiences of campaigns or of ad groups, one criterion for each. The books hold the whole list, so that a request of several
 * operations is one change there. The same criterion again changes nothing; with the other sign it is refused.
 */
function criterionWriter(level: 'campaign' | 'ad_group'): Writer {
  const onCampaign = level === 'campaign';
  const collection = onCampaign ? 'campaignCriteria' : 'adGroupCriteria';
  const owners = onCampaign ? 'campaigns' : 'adGroups';
  const kind = onCampaign ? 'campaign' : 'ad_set';
  const ownerField = onCampaign ? 'campaign' : 'adGroup';
  return {
    collection,
    resource: `${level}_criterion`,
    fields: {
      resourceName: 'string',
      [ownerField]: 'string',
      negative: 'boolean',
      userList: { message: { userList: 'string' } },
    },
    create: (message, draft) => {
      const { account } = draft.books;
      const owner = thingOf(draft, kind, idsIn(draft, owners, message[ownerField], level)[0]);
      const { userList } = message;
      const name = typeof userList === 'object' && userList !== null && 'userList' in userList ? userList.userList : '';
      const [id = ''] = idsIn(draft, 'userLists', name, 'user_list.user_list');
      if (!draft.audiences().some((audience) => audience.audience_id === id)) {
        const field = 'user_list.user_list';
        throw opError('mutateError', 'RESOURCE_NOT_FOUND', 'Resource was not found.', { field, trigger: String(name) });
      }
      const [own, other] = message.negative === true ? [fields[1], fields[0]] : fields;
      if (listIn(draft, owner, other).includes(id)) {
        throw opError('mutateError', 'RESOURCE_ALREADY_EXISTS', 'The criterion exists with the other sign.', {
          field: 'negative',
        });
      }
      draft.set(owner, own, listOf([...new Set([...listIn(draft, owner, own), id])]));
      return nameOf(account, collection, owner.id, id);
    },
    update: (_ids, [path = []]) => {
      const field = path.join('.');
      throw opError('fieldError', 'IMMUTABLE_FIELD', 'The field of a criterion cannot be changed.', { field });
    },
    remove: ([ownerId = '', id = ''], draft) => {
      const owner = thingOf(draft, kind, ownerId);
      const field = fields.find((each) => listIn(draft, owner, each).includes(id));
      if (field === undefined) throw notFound();
      draft.set(owner, field, listOf(listIn(draft, owner, field).filter((each) => each !== id)));
      return nameOf(draft.books.account, collection, ownerId, id);
    },
  };
}

/** Writes audiences that a campaign aims at or leaves out. */
export const campaignCriterionWriter = criterionWriter('campaign');
/** The same of an ad group. */
export const adGroupCriterionWriter = criterionWriter('ad_group');
