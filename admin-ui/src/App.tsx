import type { QueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Admin, type AuthProvider, type DataProvider, Resource } from 'react-admin';
import { InboxPage } from './approvals/InboxPage.tsx';
import { Shell } from './layout/Shell.tsx';
import { darkTheme, lightTheme } from './layout/theme.ts';
import { ActionsProvider } from './server/ActionsContext.tsx';
import type { Actions } from './server/actions.ts';

const SignInPage = lazy(async () => ({ default: (await import('./session/SignInPage.tsx')).SignInPage }));
const ApprovalPage = lazy(async () => ({ default: (await import('./approvals/ApprovalPage.tsx')).ApprovalPage }));
const ExecutionList = lazy(async () => ({ default: (await import('./executions/ExecutionList.tsx')).ExecutionList }));
const ExecutionPage = lazy(async () => ({ default: (await import('./executions/ExecutionPage.tsx')).ExecutionPage }));
const CampaignList = lazy(async () => ({ default: (await import('./campaigns/CampaignList.tsx')).CampaignList }));
const CampaignPage = lazy(async () => ({ default: (await import('./campaigns/CampaignPage.tsx')).CampaignPage }));
const RecommendationList = lazy(async () => ({
  default: (await import('./recommendations/RecommendationList.tsx')).RecommendationList,
}));
const RecommendationPage = lazy(async () => ({
  default: (await import('./recommendations/RecommendationPage.tsx')).RecommendationPage,
}));
const AnalyticsPage = lazy(async () => ({ default: (await import('./analytics/AnalyticsPage.tsx')).AnalyticsPage }));
const AutonomyPage = lazy(async () => ({ default: (await import('./autonomy/AutonomyPage.tsx')).AutonomyPage }));
const PlaybookList = lazy(async () => ({ default: (await import('./playbooks/PlaybookList.tsx')).PlaybookList }));
const PlaybookPage = lazy(async () => ({ default: (await import('./playbooks/PlaybookPage.tsx')).PlaybookPage }));

const FailuresPage = lazy(async () => ({ default: (await import('./failures/FailuresPage.tsx')).FailuresPage }));
const FailurePage = lazy(async () => ({ default: (await import('./failures/FailurePage.tsx')).FailurePage }));
const ChangesPage = lazy(async () => ({ default: (await import('./changes/ChangesPage.tsx')).ChangesPage }));
const ChangePage = lazy(async () => ({ default: (await import('./changes/ChangePage.tsx')).ChangePage }));
const OutcomeList = lazy(async () => ({ default: (await import('./outcomes/OutcomeList.tsx')).OutcomeList }));
const OutcomePage = lazy(async () => ({ default: (await import('./outcomes/OutcomePage.tsx')).OutcomePage }));
const CapsPage = lazy(async () => ({ default: (await import('./caps/CapsPage.tsx')).CapsPage }));
const AccountsPage = lazy(async () => ({ default: (await import('./accounts/AccountsPage.tsx')).AccountsPage }));
const StopPage = lazy(async () => ({ default: (await import('./incident/StopPage.tsx')).StopPage }));
const EvaluationList = lazy(async () => ({
  default: (await import('./evaluations/EvaluationList.tsx')).EvaluationList,
}));
const EvaluationPage = lazy(async () => ({
  default: (await import('./evaluations/EvaluationPage.tsx')).EvaluationPage,
}));
const GoldenList = lazy(async () => ({ default: (await import('./evaluations/GoldenList.tsx')).GoldenList }));
const GoldenPage = lazy(async () => ({ default: (await import('./evaluations/GoldenPage.tsx')).GoldenPage }));
const CollectorsPage = lazy(async () => ({
  default: (await import('./collectors/CollectorsPage.tsx')).CollectorsPage,
}));
const TraceList = lazy(async () => ({ default: (await import('./traces/TraceList.tsx')).TraceList }));
const TracePage = lazy(async () => ({ default: (await import('./traces/TracePage.tsx')).TracePage }));
const CallsPage = lazy(async () => ({ default: (await import('./traces/CallsPage.tsx')).CallsPage }));
const PromptsPage = lazy(async () => ({ default: (await import('./prompts/PromptsPage.tsx')).PromptsPage }));
const PromptPage = lazy(async () => ({ default: (await import('./prompts/PromptPage.tsx')).PromptPage }));
const CostsPage = lazy(async () => ({ default: (await import('./costs/CostsPage.tsx')).CostsPage }));
const KnowledgePage = lazy(async () => ({ default: (await import('./knowledge/KnowledgePage.tsx')).KnowledgePage }));
const PeoplePage = lazy(async () => ({ default: (await import('./people/PeoplePage.tsx')).PeoplePage }));

/** The back office: one resource a screen, the inbox first because it is where the work waits. */
export function App(props: {
  actions: Actions;
  dataProvider: DataProvider;
  authProvider: AuthProvider;
  queryClient: QueryClient;
}) {
  return (
    <ActionsProvider actions={props.actions}>
      <Admin
        title="MBI"
        dataProvider={props.dataProvider}
        authProvider={props.authProvider}
        queryClient={props.queryClient}
        loginPage={SignIn}
        layout={Shell}
        lightTheme={lightTheme}
        darkTheme={darkTheme}
        disableTelemetry
        requireAuth
      >
        <Resource name="approvals" list={InboxPage} show={ApprovalPage} />
        <Resource name="executions" list={ExecutionList} show={ExecutionPage} />
        <Resource name="failures" list={FailuresPage} show={FailurePage} />
        <Resource name="campaigns" list={CampaignList} show={CampaignPage} />
        <Resource name="recommendations" list={RecommendationList} show={RecommendationPage} />
        <Resource name="analytics" list={AnalyticsPage} />
        <Resource name="autonomy" list={AutonomyPage} />
        <Resource name="playbooks" list={PlaybookList} show={PlaybookPage} />
        <Resource name="changes" list={ChangesPage} show={ChangePage} />
        <Resource name="outcomes" list={OutcomeList} show={OutcomePage} />
        <Resource name="caps" list={CapsPage} />
        <Resource name="accounts" list={AccountsPage} />
        <Resource name="stop" list={StopPage} />
        <Resource name="evaluations" list={EvaluationList} show={EvaluationPage} />
        <Resource name="golden" list={GoldenList} show={GoldenPage} />
        <Resource name="collectors" list={CollectorsPage} />
        <Resource name="traces" list={TraceList} show={TracePage} />
        <Resource name="model_calls" list={CallsPage} />
        <Resource name="prompts" list={PromptsPage} show={PromptPage} />
        <Resource name="costs" list={CostsPage} />
        <Resource name="knowledge" list={KnowledgePage} />
        <Resource name="people" list={PeoplePage} />
      </Admin>
    </ActionsProvider>
  );
}

/** Whoever is signed in never needs the sign-in page. */
function SignIn() {
  return (
    <Suspense>
      <SignInPage />
    </Suspense>
  );
}
