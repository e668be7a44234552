import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import { notFound, refuse } from './failure.ts';
import { mutate } from './mutate/mutate.ts';
import { writerOf } from './mutate/writers.ts';
import { search, searchStream } from './search.ts';

const versions = /^v2[3-6]$/;
const path = /^\/(v\d+)\/customers(?:\/([^/:]+))?(?:\/(\w+))?:(\w+)$/;

/** The parts of an address of the Google Ads API; null when it is none. */
export function adsAddress(call: Pick<Call, 'path'>) {
  const found = path.exec(call.path.replaceAll('%3A', ':'));
  if (found === null) return null;
  const [, version = '', customer = null, collection = null, verb = ''] = found;
  return { version, customer, collection, verb };
}

/** Who calls must be who may: the customer of the token, directly or through the account that manages it. */
function checkCustomer(call: Call, scene: Scene, customer: string): void {
  const { account } = scene;
  if (!/^\d{10}$/.test(customer)) {
    throw refuse('requestError', 'INVALID_CUSTOMER_ID', `Invalid customer ID '${customer}'.`, { trigger: customer });
  }
  const header = call.headers['login-customer-id'];
  if (header !== undefined && !/^\d{10}$/.test(String(header))) {
    throw refuse(
      'headerError',
      'INVALID_LOGIN_CUSTOMER_ID',
      "The login-customer-id header must be digits without '-'.",
    );
  }
  if (customer !== account.external_id || (account.manager_id !== null && header === undefined)) {
    const message =
      "User doesn't have permission to access customer. If you're accessing a client customer, the manager's customer id must be set in the 'login-customer-id' header.";
    throw refuse('authorizationError', 'USER_PERMISSION_DENIED', message);
  }
  if (header !== undefined && header !== account.external_id && header !== account.manager_id) {
    const message = 'The login customer has no access to the serving customer.';
    throw refuse('authorizationError', 'INVALID_LOGIN_CUSTOMER_ID_SERVING_CUSTOMER_ID_COMBINATION', message);
  }
}

/** Answers one authorised call of the Google Ads API, or throws a refusal. */
export function answerAds(call: Call, scene: Scene): Reply {
  const address = adsAddress(call);
  if (address === null) return notFound();
  const { version, customer, collection, verb } = address;
  if (!versions.test(version)) {
    throw refuse('requestError', 'UNSUPPORTED_VERSION', `Version ${version} is not supported.`);
  }
  if (customer === null && verb === 'listAccessibleCustomers' && call.method === 'GET') {
    return { status: 200, body: { resourceNames: [`customers/${scene.account.external_id}`] } };
  }
  if (customer === null || call.method !== 'POST') return notFound();
  checkCustomer(call, scene, customer);
  if (verb === 'uploadClickConversions' && collection === null) {
    const message = 'The customer is not allowlisted for uploading conversions in this way.';
    throw refuse('notAllowlistedError', 'CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE', message);
  }
  if (collection === 'googleAds' && verb === 'searchStream') return searchStream(call, scene);
  if (collection === 'googleAds' && verb === 'search') return search(call, scene);
  if (verb !== 'mutate' || collection === null) return notFound();
  if (collection === 'googleAds') return mutate(call, scene, null);
  const writer = writerOf(collection);
  return writer === null ? notFound() : mutate(call, scene, writer);
}
