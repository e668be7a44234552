import AccountsIcon from '@mui/icons-material/AccountBalanceWalletOutlined';
import CampaignIcon from '@mui/icons-material/CampaignOutlined';
import ErrorIcon from '@mui/icons-material/ErrorOutlineOutlined';
import EvaluationsIcon from '@mui/icons-material/FactCheckOutlined';
import InboxIcon from '@mui/icons-material/InboxOutlined';
import AnalyticsIcon from '@mui/icons-material/InsightsOutlined';
import KnowledgeIcon from '@mui/icons-material/LibraryBooksOutlined';
import LightbulbIcon from '@mui/icons-material/LightbulbOutlined';
import BookIcon from '@mui/icons-material/MenuBookOutlined';
import PromptsIcon from '@mui/icons-material/NotesOutlined';
import CostsIcon from '@mui/icons-material/PaidOutlined';
import StopIcon from '@mui/icons-material/PanToolOutlined';
import PeopleIcon from '@mui/icons-material/PeopleOutlined';
import PlayIcon from '@mui/icons-material/PlayCircleOutlined';
import CollectorsIcon from '@mui/icons-material/SensorsOutlined';
import LimitsIcon from '@mui/icons-material/SpeedOutlined';
import ChangesIcon from '@mui/icons-material/SwapHorizOutlined';
import TracesIcon from '@mui/icons-material/TimelineOutlined';
import AutonomyIcon from '@mui/icons-material/ToggleOnOutlined';
import OutcomesIcon from '@mui/icons-material/TrendingUpOutlined';

/** The screens of the menu, in order, under the headings that part them. */
export const navigation = [
  {
    heading: 'Work',
    screens: [
      { to: '/approvals', label: 'Inbox', Icon: InboxIcon },
      { to: '/recommendations', label: 'Recommendations', Icon: LightbulbIcon },
      { to: '/campaigns', label: 'Campaigns', Icon: CampaignIcon },
      { to: '/changes', label: 'Changes', Icon: ChangesIcon },
      { to: '/outcomes', label: 'Outcomes', Icon: OutcomesIcon },
      { to: '/executions', label: 'Executions', Icon: PlayIcon },
      { to: '/failures', label: 'Failures', Icon: ErrorIcon },
    ],
  },
  {
    heading: 'The agent',
    screens: [
      { to: '/analytics', label: 'Analytics', Icon: AnalyticsIcon },
      { to: '/autonomy', label: 'Autonomy', Icon: AutonomyIcon },
      { to: '/evaluations', label: 'Evaluations', Icon: EvaluationsIcon },
      { to: '/traces', label: 'Traces', Icon: TracesIcon },
      { to: '/collectors', label: 'Collectors', Icon: CollectorsIcon },
      { to: '/knowledge', label: 'Knowledge', Icon: KnowledgeIcon },
      { to: '/prompts', label: 'Prompts', Icon: PromptsIcon },
      { to: '/costs', label: 'Costs', Icon: CostsIcon },
    ],
  },
  {
    heading: 'Setting up',
    screens: [
      { to: '/playbooks', label: 'Playbooks', Icon: BookIcon },
      { to: '/caps', label: 'Limits', Icon: LimitsIcon },
      { to: '/accounts', label: 'Ad accounts', Icon: AccountsIcon },
      { to: '/stop', label: 'Stop writes', Icon: StopIcon },
      { to: '/people', label: 'People', Icon: PeopleIcon },
    ],
  },
] as const;
