import { commentFields, launchFields } from './schemas.ts';

const page = 'pageInfo { hasNextPage endCursor }';

/** Whom the token belongs to. */
export const viewerQuestion = 'query Viewer { viewer { user { id name username } } }';

/** One launch by its number or, where that is null, by the name in its address. */
export const launchQuestion = `query Launch($id: ID, $slug: String) { post(id: $id, slug: $slug) { ${launchFields} } }`;

/** The launches that the owner of the token has made. */
export const launchesQuestion = `query Launches($first: Int, $after: String) { viewer { user { id madePosts(first: $first, after: $after) { edges { node { ${launchFields} } } ${page} } } } }`;

/** The comments below a launch, the newest first. */
export const commentsQuestion = `query Comments($id: ID, $first: Int, $after: String) { post(id: $id) { comments(first: $first, after: $after, order: NEWEST) { edges { node { ${commentFields} } } ${page} } } }`;
