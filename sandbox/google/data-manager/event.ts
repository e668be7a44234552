import { z } from 'zod';

const consentSchema = z.strictObject({
  adUserData: z.enum(['CONSENT_GRANTED', 'CONSENT_DENIED', 'CONSENT_STATUS_UNSPECIFIED']).optional(),
  adPersonalization: z.enum(['CONSENT_GRANTED', 'CONSENT_DENIED', 'CONSENT_STATUS_UNSPECIFIED']).optional(),
});
const accountSchema = z.strictObject({ accountType: z.literal('GOOGLE_ADS'), accountId: z.string() });

const identifierSchema = z.union([
  z.strictObject({ emailAddress: z.string() }),
  z.strictObject({ phoneNumber: z.string() }),
  z.strictObject({
    address: z.strictObject({
      givenName: z.string(),
      familyName: z.string(),
      regionCode: z.string(),
      postalCode: z.string(),
    }),
  }),
]);
/** One way to recognise a person. */
export type Identifier = z.infer<typeof identifierSchema>;

/** One event as the API takes it; unknown names are refused. */
export const eventSchema = z.strictObject({
  destinationReferences: z.array(z.string()).optional(),
  transactionId: z.string().optional(),
  eventTimestamp: z.string(),
  eventSource: z.enum(['WEB', 'APP', 'IN_STORE', 'PHONE', 'MESSAGE', 'OTHER']).optional(),
  eventName: z.string().optional(),
  adIdentifiers: z
    .strictObject({
      gclid: z.string().optional(),
      gbraid: z.string().optional(),
      wbraid: z.string().optional(),
      sessionAttributes: z.string().optional(),
    })
    .optional(),
  userData: z.strictObject({ userIdentifiers: z.array(identifierSchema) }).optional(),
  conversionValue: z.number().optional(),
  currency: z.string().optional(),
  consent: consentSchema.optional(),
  cartData: z.json().optional(),
});
/** One event. */
export type IngestEvent = z.infer<typeof eventSchema>;

/** The body of `events:ingest`. */
export const ingestSchema = z.strictObject({
  destinations: z
    .array(
      z.strictObject({
        reference: z.string().optional(),
        operatingAccount: accountSchema,
        loginAccount: accountSchema.optional(),
        linkedAccount: accountSchema.optional(),
        productDestinationId: z.string(),
      }),
    )
    .min(1),
  events: z.array(eventSchema).min(1),
  consent: consentSchema.optional(),
  encoding: z.enum(['HEX', 'BASE64']).optional(),
  validateOnly: z.boolean().optional(),
});
/** A request of `events:ingest`. */
export type IngestRequest = z.infer<typeof ingestSchema>;

/** The hashes of an identifier; region and postal code are none, they go in the clear. */
export function hashesOf(identifier: Identifier): readonly (readonly [string, string])[] {
  if ('emailAddress' in identifier) return [['email_address', identifier.emailAddress]];
  if ('phoneNumber' in identifier) return [['phone_number', identifier.phoneNumber]];
  const { givenName, familyName } = identifier.address;
  return [
    ['address.given_name', givenName],
    ['address.family_name', familyName],
  ];
}

/** Identifiers of an event by their names, as they came. */
export function identifiersOf(event: IngestEvent): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  const add = (parts: object) => {
    for (const [name, value] of Object.entries(parts)) {
      if (typeof value === 'string') found[name] = [...(found[name] ?? []), value];
    }
  };
  add(event.adIdentifiers ?? {});
  for (const identifier of event.userData?.userIdentifiers ?? []) {
    add('address' in identifier ? identifier.address : identifier);
  }
  return found;
}
