import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import { createFromFiles, uploadPeople } from './audience-files.ts';
import { createLookalike, listAudiences } from './audiences.ts';
import { updateAds, updateBudgets, updateStatus } from './batch-updates.ts';
import { checkTask, createTask, downloadTask } from './change-log.ts';
import { createAdgroup, createAds, createCampaign } from './creations.ts';
import { badParameter } from './envelope.ts';
import { trackEvents } from './events.ts';
import { readImages, searchImages, uploadImage } from './images.ts';
import { listThings, readAdvertiser } from './lists.ts';
import { listAdvertisers } from './oauth.ts';
import { requireOwn } from './parameters.ts';
import { readReport } from './report.ts';
import { updateAdgroup, updateCampaign } from './updates.ts';

/** Where all addresses of this platform begin. */
export const ROOT = '/open_api/v1.3/';
type Handler = (call: Call, scene: Scene) => Reply;

const reads: Readonly<Record<string, Handler>> = {
  'campaign/get/': (call, scene) => listThings(call, scene, 'campaign'),
  'adgroup/get/': (call, scene) => listThings(call, scene, 'adgroup'),
  'ad/get/': (call, scene) => listThings(call, scene, 'ad'),
  'advertiser/info/': readAdvertiser,
  'report/integrated/get/': readReport,
  'changelog/task/check/': checkTask,
  'changelog/task/download/': downloadTask,
  'file/image/ad/search/': searchImages,
  'file/image/ad/info/': readImages,
  'dmp/custom_audience/list/': listAudiences,
  'oauth2/advertiser/get/': listAdvertisers,
};
const writes: Readonly<Record<string, Handler>> = {
  'campaign/create/': createCampaign,
  'adgroup/create/': createAdgroup,
  'ad/create/': createAds,
  'campaign/update/': updateCampaign,
  'adgroup/update/': updateAdgroup,
  'ad/update/': updateAds,
  'adgroup/budget/update/': updateBudgets,
  'campaign/status/update/': (call, scene) => updateStatus(call, scene, 'campaign'),
  'adgroup/status/update/': (call, scene) => updateStatus(call, scene, 'adgroup'),
  'ad/status/update/': (call, scene) => updateStatus(call, scene, 'ad'),
  'file/image/ad/upload/': uploadImage,
  'dmp/custom_audience/file/upload/': uploadPeople,
  'dmp/custom_audience/create/': createFromFiles,
  'dmp/custom_audience/lookalike/create/': createLookalike,
  'changelog/task/create/': createTask,
  'event/track/': trackEvents,
};

/** True for what a GET asks and for what a POST only begins to read. */
export const isRead = (call: Call) => call.method === 'GET' || call.path === `${ROOT}changelog/task/create/`;

/** The advertiser of a call, wherever it stands; null when it is not said, as some calls need none. */
function advertiserOf(call: Call): string | null {
  if (call.method === 'GET') return typeof call.query.advertiser_id === 'string' ? call.query.advertiser_id : null;
  const { advertiser_id }: { advertiser_id?: unknown } =
    typeof call.body === 'object' && call.body !== null ? call.body : {};
  return typeof advertiser_id === 'string' ? advertiser_id : null;
}

/** Answers one call that has passed the door, or throws a refusal. Paths end with a slash; without it there is nothing. */
export function answerOpenApi(call: Call, scene: Scene): Reply {
  const path = call.path.slice(ROOT.length);
  const handlers = call.method === 'GET' ? reads : call.method === 'POST' ? writes : {};
  const handler = Object.hasOwn(handlers, path) ? handlers[path] : undefined;
  if (handler === undefined) throw badParameter(`${call.method} ${call.path} is not an endpoint`);
  const advertiser_id = advertiserOf(call);
  if (advertiser_id !== null) requireOwn(advertiser_id, scene.account);
  return handler(call, scene);
}
