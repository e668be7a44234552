import { z } from 'zod';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const port = z.coerce.number().int().min(0).max(65535);

/** Where Postgres is. `DATABASE_URL` is the app’s role, under row-level security; the owner is for migrations only. */
export const databaseConfig = z.object({
  DATABASE_URL: z.string().describe('Postgres as the app’s role (mbi_app)'),
});

/** For migrations and seeding only; no serving process reads it. */
export const databaseOwnerConfig = z.object({
  DATABASE_OWNER_URL: z.string().describe('Postgres as the owner of the schema, for migrations'),
  MBI_APP_PASSWORD: z
    .string()
    .regex(/^[\x20-\x7e]{12,}$/)
    .optional()
    .describe('migrating sets the password of mbi_app to this; at least 12 ASCII characters'),
});

/** Where Temporal is. */
export const temporalConfig = z.object({
  TEMPORAL_ADDRESS: z.string().describe('host:port of the Temporal frontend'),
  TEMPORAL_NAMESPACE: z.string().default('default').describe('Temporal namespace'),
  TEMPORAL_TLS: flag.default(false).describe('true for Temporal Cloud'),
  TEMPORAL_API_KEY: z.string().optional().describe('API key of Temporal Cloud'),
  TEMPORAL_TASK_QUEUE: z.string().default('mbi').describe('task queue of the worker'),
  TEMPORAL_UI_URL: z.string().optional().describe('address of the Temporal web UI, for links'),
});

/** The HTTP API. */
export const apiConfig = z.object({
  MBI_API_HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  MBI_API_PORT: port.default(8000).describe('port to listen on'),
  MBI_JWT_SECRET: z.string().min(32).describe('at least 32 characters; signs access tokens'),
  MBI_PUBLIC_URL: z.string().optional().describe('address under which people reach the API'),
  MBI_CORS_ORIGINS: z.string().default('').describe('comma-separated origins that may call the API from a browser'),
  MBI_SANDBOX: flag.default(false).describe('true shows people that the ad platform is a sandbox'),
  MBI_RATE_LIMIT: flag.default(true).describe('false only in development and load tests'),
});

/** What the worker needs to reach ad accounts. */
export const credentialsConfig = z.object({
  MBI_CREDENTIALS_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('32 bytes in hex; encrypts ad-account tokens at rest'),
});

/** Language models; all may be absent, and then the deterministic engine speaks alone. */
export const languageModelConfig = z.object({
  XAI_API_KEY: z.string().optional().describe('switches xAI on, the first of the order Grok, Claude, GPT'),
  XAI_BASE_URL: z.string().default('https://api.x.ai/v1').describe('xAI, or anything that speaks the OpenAI API'),
  XAI_MODEL: z.string().default('grok-4.6').describe('what the alias grok-2 stands for; the vendor retires its models'),
  ANTHROPIC_API_KEY: z.string().optional().describe('switches Anthropic on'),
  ANTHROPIC_BASE_URL: z.string().optional().describe('another endpoint that speaks the Anthropic API'),
  ANTHROPIC_MODEL: z.string().default('claude-haiku-4-5').describe('model for usual questions'),
  ANTHROPIC_LARGE_MODEL: z.string().optional().describe('model for questions with conflicting signals'),
  OPENAI_API_KEY: z.string().optional().describe('switches OpenAI, or a compatible endpoint, on'),
  OPENAI_BASE_URL: z.string().optional().describe('another endpoint that speaks the OpenAI API'),
  OPENAI_MODEL: z.string().default('gpt-6-luna').describe('model for usual questions'),
  OPENAI_LARGE_MODEL: z.string().optional().describe('model for questions with conflicting signals'),
  MBI_LLM_GENERATOR: z.string().optional().describe('model that is asked first, instead of the order of the task'),
  MBI_LLM_VERIFIER: z.string().optional().describe('model that checks answers; never the one that wrote them'),
  MBI_LLM_TEMPERATURE: z.coerce.number().min(0).max(0.2).default(0).describe('0 to 0.2'),
  MBI_LLM_WITHOUT_TEMPERATURE: z
    .string()
    .default('')
    .describe('comma-separated models that refuse a temperature and may be asked all the same'),
  TRACING_ENABLED: flag
    .default(true)
    .describe('false keeps no text of what models are asked and answer, only the row of each call in the ledger'),
  TRACING_PROJECT: z.string().min(1).max(100).default('marketing-agent').describe('label of the traces of models'),
  MBI_ENVIRONMENT: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/)
    .default('dev')
    .describe('dev, staging or prod: the other label of the traces'),
});

/** The knowledge base. The model that comes with the product reads English and is loaded when first used. */
export const knowledgeConfig = z.object({
  MBI_KNOWLEDGE_FOLDER: z
    .string()
    .min(1)
    .default('.mbi/knowledge')
    .describe('folder of the knowledge base, for the worker'),
  MBI_EMBEDDINGS: z
    .enum(['auto', 'offline', 'openai'])
    .default('auto')
    .describe('auto takes OpenAI where it has a key and its own endpoint, else the model that comes with the product'),
  OPENAI_EMBEDDING_MODEL: z.string().default('text-embedding-3-large').describe('model for embeddings'),
  OPENAI_EMBEDDING_DIMENSIONS: z.coerce
    .number()
    .int()
    .min(64)
    .max(3072)
    .default(3072)
    .describe('length of its vectors; the knowledge base is embedded anew after a change'),
});

/** Where approvals are told besides the inbox; a channel without its settings stays silent. */
export const channelsConfig = z.object({
  SLACK_BOT_TOKEN: z.string().optional().describe('switches Slack on, with SLACK_CHANNEL; needs the scope chat:write'),
  SLACK_CHANNEL: z.string().optional().describe('id of the channel that approvals are posted to, such as C0123456789'),
  SLACK_SIGNING_SECRET: z.string().optional().describe('lets the API take button presses; without it they are refused'),
  SLACK_API_URL: z.url().default('https://slack.com/api').describe('Slack Web API, or something that speaks it'),
  SMTP_URL: z.string().optional().describe('switches mail on, with MAIL_FROM; smtps://user:password@host:465'),
  MAIL_FROM: z.string().optional().describe('sender of mails, such as MBI <mbi@example.com>'),
});

/** What collectors of the context read besides the ad platforms. A source without its key is not asked, and the context says so. */
export const collectorConfig = z.object({
  MBI_COLLECTOR_DEADLINE_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(5000)
    .default(4500)
    .describe('how long a collector may take, its attempts included'),
  MBI_COLLECTORS_AT_WORK: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(16)
    .describe(
      'how many collections a worker makes at once; the others wait, and their deadline begins with their turn',
    ),
  MBI_COLLECTOR_CACHE_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(86_400)
    .default(300)
    .describe('how long an answer of a collector is good'),
  MBI_COLLECTOR_CACHE_OVERRIDES: z
    .string()
    .regex(/^$|^[a-z_]+=\d{1,5}(,[a-z_]+=\d{1,5})*$/)
    .default('')
    .describe('other times for single collectors, such as competitors=3600,history=900'),
  MBI_HOLIDAY_COUNTRIES: z
    .string()
    .regex(/^$|^[A-Z]{2}(,[A-Z]{2})*$/)
    .default('US')
    .describe('whose holidays count where the time zone of an account tells no country (US, GB, DE, FR, JP)'),
  MBI_SITE_CHECK_LOOPBACK: flag
    .default(false)
    .describe('true lets landing pages be on this machine; demonstrations only'),
  SEMRUSH_API_KEY: z.string().optional().describe('switches SEMrush on as a source of competitor signals'),
  SEMRUSH_BASE_URL: z.url().default('https://api.semrush.com').describe('SEMrush, or something that speaks its API'),
  SEMRUSH_DATABASE: z.string().default('us').describe('regional database of SEMrush'),
  SPYFU_API_KEY: z.string().optional().describe('switches SpyFu on as a source of competitor signals'),
  SPYFU_BASE_URL: z.url().default('https://api.spyfu.com/apis').describe('SpyFu, or something that speaks its API'),
  SIMILARWEB_API_KEY: z
    .string()
    .optional()
    .describe('switches Similarweb on as a source of competitor signals; it needs SIMILARWEB_DOMAINS too'),
  SIMILARWEB_BASE_URL: z
    .url()
    .default('https://api.similarweb.com')
    .describe('Similarweb, or something that speaks its API'),
  SIMILARWEB_COUNTRY: z.string().default('world').describe('country whose visits Similarweb counts'),
  SIMILARWEB_DOMAINS: z
    .string()
    .default('')
    .describe('domains of competitors that Similarweb is asked about, separated by commas; at most five'),
  META_AD_LIBRARY_TOKEN: z.string().optional().describe('switches the Meta Ad Library on as a source'),
  META_AD_LIBRARY_BASE_URL: z
    .url()
    .default('https://graph.facebook.com/v25.0')
    .describe('Meta Graph API with its version, or something that speaks it'),
  META_AD_LIBRARY_COUNTRIES: z
    .string()
    .regex(/^[A-Z]{2}(,[A-Z]{2})*$/)
    .default('US')
    .describe('where the ads must be shown'),
  MBI_ANALYTICS_TENANT_ID: z
    .uuid()
    .optional()
    .describe('the tenant whose site the web analytics below count; no other tenant is told of it'),
  GA4_PROPERTY_ID: z.string().optional().describe('switches Google Analytics 4 on, with GA4_ACCESS_TOKEN'),
  GA4_ACCESS_TOKEN: z.string().optional().describe('OAuth token with the scope analytics.readonly'),
  GA4_BASE_URL: z.url().default('https://analyticsdata.googleapis.com').describe('Google Analytics Data API'),
  MIXPANEL_PROJECT_ID: z.string().optional().describe('switches Mixpanel on, with MIXPANEL_SERVICE_ACCOUNT'),
  MIXPANEL_SERVICE_ACCOUNT: z.string().optional().describe('user name and secret, joined by a colon'),
  MIXPANEL_BASE_URL: z.url().default('https://mixpanel.com/api').describe('Mixpanel Query API'),
  MIXPANEL_EVENT: z.string().default('Purchase').describe('the event that is a conversion'),
  AMPLITUDE_KEYS: z.string().optional().describe('switches Amplitude on: API key and secret key, joined by a colon'),
  AMPLITUDE_BASE_URL: z.url().default('https://amplitude.com/api').describe('Amplitude Dashboard REST API'),
  AMPLITUDE_EVENT: z.string().default('Purchase').describe('the event that is a conversion'),
});

/** Logging. */
export const loggingConfig = z.object({
  MBI_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('log level'),
});

/** Where errors of the log are reported besides; nowhere unless told. */
export const errorTrackingConfig = z.object({
  ERROR_TRACKING_DSN: z
    .string()
    .optional()
    .describe('switches error tracking on: a DSN, as services of the Sentry protocol give it'),
});

/** Where the worker serves its metrics; the API serves its own on its port. */
export const metricsConfig = z.object({
  MBI_METRICS_HOST: z.string().default('127.0.0.1').describe('address the worker serves /metrics on'),
  MBI_METRICS_PORT: port.optional().describe('port the worker serves /metrics on; not served when unset'),
});

/** Read by docker-compose.yml alone. */
export const composeConfig = z.object({
  MBI_OWNER_PASSWORD: z
    .string()
    .optional()
    .describe('password of the owner of the database that docker-compose.yml makes'),
  MBI_GRAFANA_ADMIN_PASSWORD: z.string().optional().describe('password of admin in Grafana (profile monitoring)'),
  MBI_ALERTS_SLACK_WEBHOOK_URL: z.string().optional().describe('where alerts go in Slack (profile monitoring)'),
  MBI_ALERTS_PAGERDUTY_ROUTING_KEY: z.string().optional().describe('key of PagerDuty (profile monitoring)'),
});

/** All groups but those of the ad platforms, which each platform brings itself, in the order of .env.example. */
export const configGroups = {
  Database: databaseConfig,
  'Database owner (migrations only)': databaseOwnerConfig,
  Temporal: temporalConfig,
  API: apiConfig,
  Credentials: credentialsConfig,
  'Language models (optional)': languageModelConfig,
  'Knowledge base': knowledgeConfig,
  'Channels (optional)': channelsConfig,
  'Collectors of the context (optional)': collectorConfig,
  Logging: loggingConfig,
  'Error tracking (optional)': errorTrackingConfig,
  'Metrics (optional)': metricsConfig,
  'docker-compose.yml': composeConfig,
};
